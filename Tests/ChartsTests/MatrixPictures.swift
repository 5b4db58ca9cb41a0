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
          2        .-*-.  # 1
          0          :==: *
          1        :-:.:- +
          0 -*+.          -
          3  :-:  :-:     :
          0     .-*-.     . 0

          """),
      .init(
        name: "attention in a small panel", drawing: MatrixDrawings.dates(usesColor: false),
        columns: 24, rows: 7, glyphs: .lines,
        picture: """
            march_3,_2021
          2        .-*-.  # 1
          0          :==: *
          1        :-:.:- +
          0 -*+.          -
          3  :-:  :-:     :
          0     .-*-.     . 0

          """),
      .init(
        name: "attention in a small panel", drawing: MatrixDrawings.dates(usesColor: false),
        columns: 24, rows: 7, glyphs: .braille,
        picture: """
            march␣3,␣2021
          2         ▒▓▒   █ 1
          0          ░▒▒░ ▓
          1        ░░░ ░░ ▒
          0 ▒▓+           ▒
          3  ░░░  ░░░     ░
          0      ▒▓▒        0

          """),
      .init(
        name: "attention in color", drawing: MatrixDrawings.dates(usesColor: true), columns: 24,
        rows: 7, glyphs: .braille,
        picture: """
            march␣3,␣2021
          2        ▀▀▀▀▀▀ ▀ 1
          2          ▀▀▀▀ ▀
          0 ▀▀+▀  ▀▀▀▀▀   ▀ 0.5
          3 ▀▀▀▀▀▀▀▀▀▀    ▀
          0      ▒▓▒      ▀ 0


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
          c1·1        >c1·2       c1·3        c1·4
          --  ..**##  %%~~  ++##  %%%%%%%%%%  --~~====%%
          ~~--..++**  %%~~  ++##  ~~~~~~~~~~    ----~~==
          ==--  ..**  %%~~  ++##              ....  ----
          ==~~--..++  %%~~  ++##  ++++++++++  **++....
          %%==--  ..  %%~~  ++##  ##########  ##****++..

          """),
      .init(
        name: "filters", drawing: MatrixDrawings.filters, columns: 48, rows: 6, glyphs: .lines,
        picture: """
          c1·1        >c1·2       c1·3        c1·4
          --  ..**##  %%~~  ++##  %%%%%%%%%%  --~~====%%
          ~~--..++**  %%~~  ++##  ~~~~~~~~~~    ----~~==
          ==--  ..**  %%~~  ++##              ....  ----
          ==~~--..++  %%~~  ++##  ++++++++++  **++....
          %%==--  ..  %%~~  ++##  ##########  ##****++..

          """),
      .init(
        name: "filters", drawing: MatrixDrawings.filters, columns: 48, rows: 6, glyphs: .braille,
        picture: """
          c1·1        ▸c1·2       c1·3        c1·4
          --  ░░▓▓██  %%~~  ▒▒██  %%%%%%%%%%  --~~====%%
          ~~--░░▒▒▓▓  %%~~  ▒▒██  ~~~~~~~~~~    ----~~==
          ==--  ░░▓▓  %%~~  +▒██              ░░░░  ----
          ==~~--░░▒▒  %%~~  ▒▒██  ▒▒▒▒▒▒▒▒▒▒  ▓▓▒▒░░░░
          %%==--  ░░  %%~~  ▒▒██  ██████████  ██▓▓▓▓▒▒░░

          """),
      .init(
        name: "images", drawing: MatrixDrawings.images, columns: 52, rows: 9, glyphs: .ascii,
        picture: """
          1                 2                 3
                                                ..==++++==..
                                --****--      ..++%%****%%++..
              --****--        --%%****%%--    ==%%==    ==%%==
              **%%%%**        ****....****    ++**        **++
              **%%%%**        ****....****    ++**        **++
              --****--        --%%****%%--    ==%%==    ==%%==
                                --****--      ..++%%****%%++..
                                                ..==++++==..

          """),
      .init(
        name: "images", drawing: MatrixDrawings.images, columns: 52, rows: 9, glyphs: .lines,
        picture: """
          1                 2                 3
                                                ..==++++==..
                                --****--      ..++%%****%%++..
              --****--        --%%****%%--    ==%%==    ==%%==
              **%%%%**        ****....****    ++**        **++
              **%%%%**        ****....****    ++**        **++
              --****--        --%%****%%--    ==%%==    ==%%==
                                --****--      ..++%%****%%++..
                                                ..==++++==..

          """),
      .init(
        name: "images", drawing: MatrixDrawings.images, columns: 52, rows: 9, glyphs: .braille,
        picture: """
          1                 2                 3
                                                ░░▒▒▓▓▓▓▒▒░░
                                ▒▒▓▓▓▓▒▒      ░░▓▓██▓▓▓▓██▓▓░░
              ░░▓▓▓▓░░        ▒▒██▓▓▓▓██▒▒    ▒▒██▒▒    ▒▒██▒▒
              ▓▓████▓▓        ▓▓▓▓░░░░▓▓▓▓    ▓▓▓▓        ▓▓▓▓
              ▓▓████▓▓        ▓▓▓▓░░░░▓▓▓▓    ▓▓▓▓        ▓▓▓▓
              ░░▓▓▓▓░░        ▒▒██▓▓▓▓██▒▒    ▒▒██▒▒    ▒▒██▒▒
                                ▒▒▓▓▓▓▒▒      ░░▓▓██▓▓▓▓██▓▓░░
                                                ░░▒▒▓▓▓▓▒▒░░

          """),
      .init(
        name: "images in a small panel", drawing: MatrixDrawings.images, columns: 16, rows: 5,
        glyphs: .ascii,
        picture: """
          1     2     3
           --   .==.  =--=
           --   .==.  =--=



          """),
      .init(
        name: "architecture", drawing: MatrixDrawings.lenet, columns: 84, rows: 9, glyphs: .ascii,
        picture: """
            layer   kind                 output        parameters
            c1      convolution 5×5      6 × 28 × 28          156  # 0.3 %
            s2      average pooling 2×2  6 × 14 × 14            0
            c3      convolution 5×5      16 × 10 × 10       2,416  # 3.9 %
            s4      average pooling 2×2  16 × 5 × 5             0
          > c5      convolution 5×5      120 × 1 × 1       48,120  ##################### 78 %
            f6      dense                84                10,164  ####  16 %
            output  dense                10                   850  # 1.4 %
            total                                          61,706

          """),
      .init(
        name: "architecture", drawing: MatrixDrawings.lenet, columns: 84, rows: 9, glyphs: .lines,
        picture: """
            layer   kind                 output        parameters
            c1      convolution 5×5      6 × 28 × 28          156  # 0.3 %
            s2      average pooling 2×2  6 × 14 × 14            0
            c3      convolution 5×5      16 × 10 × 10       2,416  # 3.9 %
            s4      average pooling 2×2  16 × 5 × 5             0
          > c5      convolution 5×5      120 × 1 × 1       48,120  ##################### 78 %
            f6      dense                84                10,164  ####  16 %
            output  dense                10                   850  # 1.4 %
            total                                          61,706

          """),
      .init(
        name: "architecture", drawing: MatrixDrawings.lenet, columns: 84, rows: 9, glyphs: .braille,
        picture: """
            layer   kind                 output        parameters
            c1      convolution 5×5      6 × 28 × 28          156  ▏ 0.3 %
            s2      average pooling 2×2  6 × 14 × 14            0
            c3      convolution 5×5      16 × 10 × 10       2,416  █ 3.9 %
            s4      average pooling 2×2  16 × 5 × 5             0
          ▸ c5      convolution 5×5      120 × 1 × 1       48,120  █████████████████████ 78 %
            f6      dense                84                10,164  ████▍ 16 %
            output  dense                10                   850  ▍ 1.4 %
            total                                          61,706

          """),
      .init(
        name: "architecture in a small panel", drawing: MatrixDrawings.lenet, columns: 38, rows: 6,
        glyphs: .ascii,
        picture: """
            layer   parameters
            c3           2,416  # 3.9 %
          > c5          48,120  ########## 78 %
            f6          10,164  ##  16 %
            output         850  # 1.4 %
            total       61,706

          """),
      .init(
        name: "architecture in a small panel", drawing: MatrixDrawings.lenet, columns: 38, rows: 6,
        glyphs: .lines,
        picture: """
            layer   parameters
            c3           2,416  # 3.9 %
          > c5          48,120  ########## 78 %
            f6          10,164  ##  16 %
            output         850  # 1.4 %
            total       61,706

          """),
      .init(
        name: "architecture in a small panel", drawing: MatrixDrawings.lenet, columns: 38, rows: 6,
        glyphs: .braille,
        picture: """
            layer   parameters
            c3           2,416  ▌ 3.9 %
          ▸ c5          48,120  ██████████ 78 %
            f6          10,164  ██▏ 16 %
            output         850  ▏ 1.4 %
            total       61,706

          """),
      .init(
        name: "map", drawing: MatrixDrawings.rates, columns: 60, rows: 8, glyphs: .ascii,
        picture: """
                        batch
          learning rate      8         32         128        512
                   0.01    0.200      0.380      0.722       ...

                    0.1    2.61      [0.200]     0.380      0.722

                      1     NaN       2.61       0.200      0.380


          """),
      .init(
        name: "map", drawing: MatrixDrawings.rates, columns: 60, rows: 8, glyphs: .lines,
        picture: """
                        batch
          learning rate      8         32         128        512
                   0.01    0.200      0.380      0.722        …

                    0.1    2.61      [0.200]     0.380      0.722

                      1     NaN       2.61       0.200      0.380


          """),
      .init(
        name: "map", drawing: MatrixDrawings.rates, columns: 60, rows: 8, glyphs: .braille,
        picture: """
                        batch
          learning rate      8         32         128        512
                   0.01    0.200      0.380      0.722        …

                    0.1    2.61      [0.200]     0.380      0.722

                      1     NaN       2.61       0.200      0.380


          """),
      .init(
        name: "map in a small panel", drawing: MatrixDrawings.rates, columns: 32, rows: 4,
        glyphs: .ascii,
        picture: """
          learning ~   8   32   128  512
                0.01 0.20 0.38 0.72  ...
                 0.1 2.61 0.20 0.38 0.72
                   1  NaN 2.61 0.20 0.38

          """),
    ]
  }
}
