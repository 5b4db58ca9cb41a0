import Charts

extension PictureTests.Expected {
  static var images: [Self] {
    [
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

                      1  diverged     2.61       0.200      0.380


          """),
      .init(
        name: "map", drawing: MatrixDrawings.rates, columns: 60, rows: 8, glyphs: .lines,
        picture: """
                        batch
          learning rate      8         32         128        512
                   0.01    0.200      0.380      0.722        …

                    0.1    2.61      [0.200]     0.380      0.722

                      1  diverged     2.61       0.200      0.380


          """),
      .init(
        name: "map", drawing: MatrixDrawings.rates, columns: 60, rows: 8, glyphs: .braille,
        picture: """
                        batch
          learning rate      8         32         128        512
                   0.01    0.200      0.380      0.722        …

                    0.1    2.61      [0.200]     0.380      0.722

                      1  diverged     2.61       0.200      0.380


          """),
      .init(
        name: "map in a small panel", drawing: MatrixDrawings.rates, columns: 32, rows: 4,
        glyphs: .ascii,
        picture: """
          learning ~   8   32   128  512
                0.01 0.20 0.38 0.72  ...
                 0.1 2.61 0.20 0.38 0.72
                   1   X  2.61 0.20 0.38

          """),
    ]
  }
}
