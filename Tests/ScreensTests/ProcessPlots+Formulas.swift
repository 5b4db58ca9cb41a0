import Experiments

/// Formulas and what they come to.
extension ProcessPlots {
  /// The size of a convolution's result at a stride of `index` + 1, its share of the image, and a
  /// function.
  static func formulas(_ index: Int) -> Table {
    let out = 26.0 / Double(index + 1)
    return Table(
      columns: ["name", "formula", "value"],
      rows: [
        [.text("out"), .formula("floor(($n - $k) / $s) + 1"), .number(out)],
        [.text("share"), .formula("(floor(($n - $k) / $s) + 1) / $n"), .number(out / 28)],
        [.text("relu"), .formula("max(0, x)"), .text("over x")],
      ])
  }

  var formulasText: String {
    head + """
      calculate: {over: {x: [-1, 1]}, values: {out: "floor(($n - $k) / $s) + 1", relu: "max(0, x)"}}
      knobs:
        n: {label: size, value: 28, range: [5, 64], step: 1}
        k: {label: kernel, value: 3, range: [1, 9], step: 1}
        s: {label: stride, value: 1, range: [1, 4], step: 1}
      arms:
        one: {label: stride 1}
        two: {label: stride 2, set: {s: 2}}
      probes:
        all_of_them: {of: formulas}
      plots:
        sizes: {formulas: all_of_them, title: sizes}
      claims: {}
      ---
      ## Sizes

      How large is it?
      ```lab
      plots: [sizes]
      run: {arms: all, until: 0}
      knobs: ["n", k, s]
      ```
      """
  }
}
