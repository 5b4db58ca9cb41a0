import Charts

extension PictureTests.Expected {
  static var matrices: [Self] {
    [
      .init(
        name: "attention", drawing: MatrixDrawings.dates(usesColor: false), columns: 52, rows: 12,
        glyphs: .ascii,
        picture: """
             m  a  r  c  h  _  3  ,  _  2  0  2  1
          2                      ...---*@*---...    % 1
          0                         ...---*@*---... #
          2                            ...---*@*--- *
          1                               ...---*@* +
          -                   ...---*@*---...       =
          0 ---*@*[-]...                            =
          3 ...---*@*---...                         -
          -                ...---*@*---...          :
          0             ...---*@*---...             .
          3             ...---*@*---...               0


          """),
      .init(
        name: "attention", drawing: MatrixDrawings.dates(usesColor: false), columns: 52, rows: 12,
        glyphs: .lines,
        picture: """
             m  a  r  c  h  _  3  ,  _  2  0  2  1
          2                      ...---*◆*---...    % 1
          0                         ...---*◆*---... #
          2                            ...---*◆*--- *
          1                               ...---*◆* +
          -                   ...---*◆*---...       =
          0 ---*◆*[-]...                            =
          3 ...---*◆*---...                         -
          -                ...---*◆*---...          :
          0             ...---*◆*---...             .
          3             ...---*◆*---...               0


          """),
      .init(
        name: "attention", drawing: MatrixDrawings.dates(usesColor: false), columns: 52, rows: 12,
        glyphs: .braille,
        picture: """
             m  a  r  c  h  ␣  3  ,  ␣  2  0  2  1
          2                         ▒▒▒▓•▓▒▒▒       █ 1
          0                            ▒▒▒▓•▓▒▒▒    ▓
          2                               ▒▒▒▓•▓▒▒▒ ▓
          1                                  ▒▒▒▓•▓ ▓
          -                      ▒▒▒▓•▓▒▒▒          ▒
          0 ▒▒▒▓•▓[▒]                               ▒
          3    ▒▒▒▓•▓▒▒▒                            ░
          -                   ▒▒▒▓•▓▒▒▒             ░
          0                ▒▒▒▓•▓▒▒▒                ░
          3                ▒▒▒▓•▓▒▒▒                  0


          """),
      .init(
        name: "attention in a small panel", drawing: MatrixDrawings.dates(usesColor: false),
        columns: 24, rows: 7, glyphs: .ascii,
        picture: """
            march_3,_2021
          1           .-@ # 1
          -       .-@-.   *
          0 -@+.          = 0.5
          3 .-@-.         :
          -      .-@-.    . 0
          rows 4-8 of 10

          """),
      .init(
        name: "attention in a small panel", drawing: MatrixDrawings.dates(usesColor: false),
        columns: 24, rows: 7, glyphs: .lines,
        picture: """
            march_3,_2021
          1           .-◆ # 1
          -       .-◆-.   *
          0 -◆+.          = 0.5
          3 .-◆-.         :
          -      .-◆-.    . 0
          rows 4-8 of 10

          """),
      .init(
        name: "attention in a small panel", drawing: MatrixDrawings.dates(usesColor: false),
        columns: 24, rows: 7, glyphs: .braille,
        picture: """
            march␣3,␣2021
          1            ▒• █ 1
          -        ▒•▒    ▓
          0 ▒•+           ▒ 0.5
          3  ▒•▒          ░
          -       ▒•▒       0
          rows 4-8 of 10

          """),
      .init(
        name: "attention in color", drawing: MatrixDrawings.dates(usesColor: true), columns: 24,
        rows: 7, glyphs: .braille,
        picture: """
             march␣3,␣2021
          20        ▀▀▀▀▀▀ ▀ 1
          21          ▀▀▀▀ ▀
          -0 ▀▀+▀  ▀▀▀▀▀   ▀ 0.5
          3- ▀▀▀▀▀▀▀▀▀▀    ▀
          03      ▒▓▒      ▀ 0


          """),
      .init(
        name: "words", drawing: MatrixDrawings.words, columns: 40, rows: 10, glyphs: .ascii,
        picture: """
                 d   K   s   a   d   <
                 i   a   a   u   e   e
                 e   ~   ß   f   m   ~
            the .@......    --------~~~~ * 0.6
            cat                          .
            sat --------    ........+@++ -
          <end> ====----    ....****#@## = -0.6




          """),
      .init(
        name: "words", drawing: MatrixDrawings.words, columns: 40, rows: 10, glyphs: .lines,
        picture: """
                 d   K   s   a   d   <
                 i   a   a   u   e   e
                 e   …   ß   f   m   …
            the .◆......    --------~~~~ * 0.6
            cat                          .
            sat --------    ........+◆++ -
          <end> ====----    ....****#◆## = -0.6




          """),
      .init(
        name: "words", drawing: MatrixDrawings.words, columns: 40, rows: 10, glyphs: .braille,
        picture: """
                 d   K   s   a   d   <
                 i   a   a   u   e   e
                 e   …   ß   f   m   …
            the ░•░░░░░░    --------~~~~ ▓ 0.6
            cat                          ░
            sat --------    ░░░░░░░░▒•▒▒ -
          <end> ====----    ░░░░▓▓▓▓█•██ = -0.6




          """),
      .init(
        name: "filters", drawing: MatrixDrawings.filters, columns: 48, rows: 6, glyphs: .ascii,
        picture: """
          c1·1 +-6    >c1·2 +-2   c1·3 +-2    c1·4 +-6
          --  ..**##  %%~~  ++##  %%%%%%%%%%  --~~====%%
          ~~--..++**  %%~~  ++##  ~~~~~~~~~~    ----~~==
          ==--  ..**  %%~~  ++##              ....  ----
          ==~~--..++  %%~~  ++##  ++++++++++  **++....
          %%==--  ..  %%~~  ++##  ##########  ##****++..

          """),
      .init(
        name: "filters", drawing: MatrixDrawings.filters, columns: 48, rows: 6, glyphs: .lines,
        picture: """
          c1·1 +-6    >c1·2 +-2   c1·3 +-2    c1·4 +-6
          --  ..**##  %%~~  ++##  %%%%%%%%%%  --~~====%%
          ~~--..++**  %%~~  ++##  ~~~~~~~~~~    ----~~==
          ==--  ..**  %%~~  ++##              ....  ----
          ==~~--..++  %%~~  ++##  ++++++++++  **++....
          %%==--  ..  %%~~  ++##  ##########  ##****++..

          """),
      .init(
        name: "filters", drawing: MatrixDrawings.filters, columns: 48, rows: 6, glyphs: .braille,
        picture: """
          c1·1 ±6.0   ▸c1·2 ±2.0  c1·3 ±2.0   c1·4 ±6.0
          --  ░░▓▓██  %%~~  ▒▒██  %%%%%%%%%%  --~~====%%
          ~~--░░▒▒▓▓  %%~~  ▒▒██  ~~~~~~~~~~    ----~~==
          ==--  ░░▓▓  %%~~  +▒██              ░░░░  ----
          ==~~--░░▒▒  %%~~  ▒▒██  ▒▒▒▒▒▒▒▒▒▒  ▓▓▒▒░░░░
          %%==--  ░░  %%~~  ▒▒██  ██████████  ██▓▓▓▓▒▒░░

          """),
    ]
  }
}
