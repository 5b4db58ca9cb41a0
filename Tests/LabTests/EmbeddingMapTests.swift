import Datasets
import Experiments
import Lab
import Lessons
import Networks
import Tensors
import Testing
import TrainingLessons

@Suite("Maps of embeddings")
struct EmbeddingMapTests {
  enum Kind: String, CaseIterable {
    case corpus, characters, transformer, translator, narrow

    var text: String {
      let (data, model) =
        switch self {
        case .corpus:
          (
            "{kind: corpus, train: 200, test: 20}",
            "{kind: characters, cell: rnn, embedding: 5, width: 6}"
          )
        case .characters:
          (
            "{kind: delayed_recall, train: 100, test: 20}",
            "{kind: characters, cell: gru, embedding: 4, width: 5}"
          )
        case .transformer:
          (
            "{kind: which_first, train: 100, test: 20}",
            "{kind: transformer, width: 8, heads: 2, depth: 1}"
          )
        case .translator:
          ("{kind: dates, train: 100, test: 20}", "{kind: seq2seq, embedding: 6, width: 7}")
        case .narrow:
          (
            "{kind: delayed_recall, train: 100, test: 20}",
            "{kind: characters, cell: rnn, embedding: 1, width: 5}"
          )
        }
      return """
        ---
        lab: 1
        id: map
        title: Maps
        question: What lies together?
        part: A. Tests
        number: 1
        minutes: 1
        seeds: {show: 3}
        data: \(data)
        model: \(model)
        train: {optimizer: adam, learning_rate: 0.02, batch: 8, steps: 30}
        arms:
          it: {label: it}
        probes:
          map: {of: embedding_map}
        plots:
          look: {plane: map}
        ---
        ## A step

        Text.
        """
    }

    /// The embedding's name among the parameters.
    var parameter: String { self == .translator ? "source/table" : "embedding/table" }
  }

  private func run(
    _ kind: Kind, steps: Int
  ) throws -> (plane: Plane, table: Tensor, vocabulary: Vocabulary) {
    let lesson = try Lesson.read(Array(kind.text.utf8), path: "map.md")
    let library = DataLibrary(folder: "/nowhere")
    let plan = try lesson.experiment(knobs: [:])
    var experiment = try lesson.trained(steps: steps)
    let readings = experiment.readings(of: lesson.probes, knobs: [:])
    let plane = try #require(readings.plane("map"))
    let trainer = experiment.trainer
    let parameter = try #require(
      trainer.network.parameters.first { $0.name == kind.parameter })
    let sequences = try #require(try library.data(for: plan.data).content.train.sequences)
    return (plane, trainer.weights[parameter], sequences.sourceVocabulary)
  }

  /// Rows less their mean.
  private func centered(_ table: Tensor) -> [[Double]] {
    let (rows, columns) = (table.shape[0], table.shape[1])
    let means = (0..<columns).map { column in
      (0..<rows).reduce(0.0) { $0 + Double(table[$1, column]) } / Double(rows)
    }
    return (0..<rows).map { row in (0..<columns).map { Double(table[row, $0]) - means[$0] } }
  }

  /// The direction of largest variance by power iteration, its largest coordinate positive.
  private func direction(_ rows: [[Double]]) -> [Double] {
    var v = rows[0].indices.map { 1 / Double($0 + 2) }
    for _ in 0..<20_000 {
      let products = rows.map { row in zip(row, v).reduce(0) { $0 + $1.0 * $1.1 } }
      var next = v.map { _ in 0.0 }
      for (row, product) in zip(rows, products) {
        for index in next.indices { next[index] += product * row[index] }
      }
      let length = next.reduce(0) { $0 + $1 * $1 }.squareRoot()
      v = next.map { $0 / length }
    }
    let largest = v.max { abs($0) < abs($1) } ?? 0
    return largest < 0 ? v.map { -$0 } : v
  }

  @Test(
    "are the rows along the two directions of largest variance", arguments: Kind.allCases, [0, 15])
  func components(kind: Kind, steps: Int) throws {
    let (plane, table, vocabulary) = try run(kind, steps: steps)
    #expect(plane.points.map(\.label) == vocabulary.names)
    #expect(plane.field == nil && plane.path.isEmpty && plane.shares.isEmpty)
    var rows = centered(table)
    let total = rows.joined().reduce(0) { $0 + $1 * $1 }
    for component in 0..<min(2, table.shape[1]) {
      let direction = direction(rows)
      let coordinates = rows.map { row in zip(row, direction).reduce(0) { $0 + $1.0 * $1.1 } }
      let largest = coordinates.map(abs).max() ?? 0
      for (point, coordinate) in zip(plane.points, coordinates) {
        let found = component == 0 ? point.place.x : point.place.y
        // Power iteration is slow where two variances are near each other.
        #expect(abs(found - coordinate) < 1e-3 * largest)
      }
      let share = coordinates.reduce(0) { $0 + $1 * $1 } / total
      #expect(plane.axes[component] == "PC \(component + 1) (\(Int((100 * share).rounded())) %)")
      // What is left is orthogonal to it.
      for (row, coordinate) in coordinates.enumerated() {
        for index in direction.indices { rows[row][index] -= coordinate * direction[index] }
      }
    }
    if kind == .narrow { #expect(plane.points.allSatisfy { $0.place.y == 0 }) }
  }

  @Test("tell of each token the four whose rows make the smallest angles with its own")
  func neighbors() throws {
    let (plane, table, _) = try run(.corpus, steps: 10)
    let rows = (0..<table.shape[0]).map { table.row($0).scalars.map(Double.init) }
    func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    for (number, point) in plane.points.enumerated() {
      let cosines = rows.map {
        dot($0, rows[number]) / (dot($0, $0) * dot(rows[number], rows[number])).squareRoot()
      }
      let others = cosines.indices.filter { $0 != number }.sorted { cosines[$0] > cosines[$1] }
      #expect(point.neighbors.map(\.point) == Array(others.prefix(4)))
      for neighbor in point.neighbors {
        #expect(abs(neighbor.similarity - cosines[neighbor.point]) < 1e-9)
      }
    }
    #expect(plane.groups == TemplateCorpus.categories.map(\.name))
    #expect(Set(plane.points.map(\.group)) == Set(0..<9))
  }

  @Test("are not taken of networks without tokens")
  func refused() {
    let text = Kind.corpus.text.replacing(
      "{kind: corpus, train: 200, test: 20}", with: "{kind: moons}"
    )
    .replacing(
      "{kind: characters, cell: rnn, embedding: 5, width: 6}",
      with: "{kind: mlp, width: 4, depth: 1, activation: tanh}")
    #expect(throws: BrokenLesson.self) { try Lesson.read(Array(text.utf8), path: "map.md") }
  }
}

extension String {
  /// Without Foundation.
  fileprivate func replacing(_ old: String, with new: String) -> String {
    guard let range = firstRange(of: old) else { return self }
    return String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
  }
}
