/// The name among `names` that `name` most likely means: at most a third of its letters differ, and
/// never all of them.
package func nearestName(to name: String, in names: some Collection<String>) -> String? {
  let limit = max(1, min(name.count, 40) / 3)
  var best: (name: String, distance: Int)?
  for candidate in names.sorted() {
    let distance = editDistance(name, candidate)
    if distance <= limit, distance < name.count, distance < best?.distance ?? Int.max {
      best = (candidate, distance)
    }
  }
  return best?.name
}

/// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other,
/// counting the first 40 letters (Damerau 1964, restricted edits).
func editDistance(_ first: String, _ second: String) -> Int {
  let a = Array(first.lowercased().unicodeScalars.prefix(40))
  let b = Array(second.lowercased().unicodeScalars.prefix(40))
  var rows = [Array(0...b.count)]
  for i in 0..<a.count {
    var row = [i + 1]
    for j in 0..<b.count {
      let replaced = rows[i][j] + (a[i] == b[j] ? 0 : 1)
      var best = min(replaced, rows[i][j + 1] + 1, row[j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        best = min(best, rows[i - 1][j - 1] + 1)
      }
      row.append(best)
    }
    rows.append(row)
  }
  return rows[a.count][b.count]
}
