import Charts

extension PictureTests.Expected {
  static var all: [Self] {
    [
      .init(
        name: "chart", drawing: PictureTests.chart, columns: 44, rows: 12, glyphs: .ascii,
        picture: """
          - loss -------------------------------------
          2.0 +.X                          8/n  X at 2
              |'.
          1.5 + :
              | '.
          1.0 +   :
              |    ':.
          0.5 +       ':...
              |            ''''''......... 2/n  0.222
            0 +
              ++------------+-------- step
               0           20           40

          """),
      .init(
        name: "chart", drawing: PictureTests.chart, columns: 44, rows: 12, glyphs: .lines,
        picture: """
          ─ loss ─────────────────────────────────────
          2.0 ┤─X                          8/n  X at 2
              │ │
          1.5 ┤ └┐
              │  └┐
          1.0 ┤   └─┐
              │     └─┐
          0.5 ┤       └──────┐
              │              └──────────── 2/n  0.222
            0 ┤
              └┬────────────┬──────── step
               0           20           40

          """),
      .init(
        name: "chart", drawing: PictureTests.chart, columns: 44, rows: 12, glyphs: .braille,
        picture: """
          ─ loss ─────────────────────────────────────
          2.0 ┤⡄✕┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈ 8/n  ✕ at 2
              │⢱
          1.5 ┤┈⢣┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈
              │ ⠈⢆
          1.0 ┤┈┈⠈⠢⡀┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈
              │    ⠘⠤⣀
          0.5 ┤┈┈┈┈┈┈┈⠉⠒⠤⠤⣀⣀┈┈┈┈┈┈┈┈┈┈┈┈┈┈
              │             ⠉⠉⠉⠑⠒⠒⠒⠢⠤⠤⠤⠤⠤⠤ 2/n  0.222
            0 ┤┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈
              └┬────────────┬──────── step
               0           20           40

          """),
      .init(
        name: "ridges", drawing: PictureTests.ridges, columns: 36, rows: 10, glyphs: .ascii,
        picture: """
          - activations ----------------------
           layer      2/n            1/n
               1  .:=*%@@%*=:.      :=@@=:
               2  .:=*%@@%*=:.      :=@@=:
               3  .:=*%@@%*=:.      :=@@=:
                  -2    0    2   -2    0    2





          """),
      .init(
        name: "ridges", drawing: PictureTests.ridges, columns: 36, rows: 10, glyphs: .braille,
        picture: """
          ─ activations ──────────────────────
           layer      2/n            1/n
                     ▃▆▇▇▆▃           ▇▇
               1  ▂▃▇██████▇▃▂      ▄▇██▇▄
                     ▃▆▇▇▆▃           ▇▇
               2  ▂▃▇██████▇▃▂      ▄▇██▇▄
                     ▃▆▇▇▆▃           ▇▇
               3  ▂▃▇██████▇▃▂      ▄▇██▇▄
                  -2    0    2   -2    0    2


          """),
      .init(
        name: "bars", drawing: PictureTests.bars, columns: 40, rows: 8, glyphs: .ascii,
        picture: """
          - gradient ---- log, 0: not above zero -
             1 + ### ### ### ###              ###
               | ### ### ### ###          === ###
               | ### ### ### ###          ### ###
          0.01 + ### ### ### ###      === ### ###
               | ### ### ### ###   0  ### ### ###
                  1   2   3   4    1   2   3   4
                       2/n              1/n

          """),
      .init(
        name: "bars", drawing: PictureTests.bars, columns: 40, rows: 8, glyphs: .braille,
        picture: """
          ─ gradient ──── log, 0: not above zero ─
             1 ┤ ███ ███ ███ ███              ███
               │ ███ ███ ███ ███          ▃▃▃ ███
               │ ███ ███ ███ ███          ███ ███
          0.01 ┤ ███ ███ ███ ███      ▅▅▅ ███ ███
               │ ███ ███ ███ ███   0  ███ ███ ███
                  1   2   3   4    1   2   3   4
                       2/n              1/n

          """),
      .init(
        name: "table", drawing: PictureTests.table, columns: 30, rows: 3, glyphs: .ascii,
        picture: """
            arm   loss  state
            2/n  0.583  training
          > 8/n    NaN  diverged at ste~

          """),
      .init(
        name: "table", drawing: PictureTests.table, columns: 30, rows: 3, glyphs: .braille,
        picture: """
            arm   loss  state
            2/n  0.583  training
          ▸ 8/n    NaN  diverged at ste…

          """),
      .init(
        name: "waves", drawing: PictureTests.waves, columns: 24, rows: 5, glyphs: .ascii,
        picture: """
                           # 21
              ....::::::-- +
            ..::::--==++++ -
            ..::--++**##%% . 0


          """),
      .init(
        name: "slider", drawing: PictureTests.slider, columns: 24, rows: 1, glyphs: .ascii,
        picture: """
          c 2.0 <======O--------->

          """),
      .init(
        name: "slider", drawing: PictureTests.slider, columns: 24, rows: 1, glyphs: .lines,
        picture: """
          c 2.0 <──────O─────────>

          """),
      .init(
        name: "slider", drawing: PictureTests.slider, columns: 24, rows: 1, glyphs: .braille,
        picture: """
          c 2.0 ◂━━━━━━●─────────▸

          """),
      .init(
        name: "choice", drawing: PictureTests.choice, columns: 40, rows: 1, glyphs: .ascii,
        picture: """
          activation <relu> | sigmoid | tanh *

          """),
      .init(
        name: "choice", drawing: PictureTests.choice, columns: 40, rows: 1, glyphs: .braille,
        picture: """
          activation ‹relu› · sigmoid · tanh ↻

          """),
    ]
  }
}
