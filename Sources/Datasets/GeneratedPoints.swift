import Tensors

extension DatasetKind {
  /// `kind: moons`: two half circles, each reaching into the other.
  static let moons = points(
    "moons", "Two half moons", settings: [noise(0.1)], classCount: { _ in 2 },
    sample: { settled, count, stream in
      .moons(count, noise: settled.number("noise"), using: &stream)
    })

  /// `kind: spirals`: arms that wind around the origin, one a class.
  static let spirals = points(
    "spirals", "Spirals around one another",
    settings: [
      noise(0.02), DataSettingField("classes", .whole(2...10, default: 2)),
      DataSettingField("turns", .number(0...10, default: 1)),
    ],
    classCount: { $0.whole("classes") },
    sample: { settled, count, stream in
      .spirals(
        count, classCount: settled.whole("classes"), turns: settled.number("turns"),
        noise: settled.number("noise"), using: &stream)
    })

  /// `kind: circles`: one around the other.
  static let circles = points(
    "circles", "Circles around one another",
    settings: [noise(0.05), DataSettingField("classes", .whole(2...10, default: 2))],
    classCount: { $0.whole("classes") },
    sample: { settled, count, stream in
      .circles(
        count, classCount: settled.whole("classes"), noise: settled.number("noise"), using: &stream)
    })

  private static func noise(_ standard: Double) -> DataSettingField {
    DataSettingField("noise", .number(0...10, default: standard))
  }

  private static func points(
    _ name: String, _ title: String, settings: [DataSettingField],
    classCount: @escaping @Sendable (SettledData) -> Int,
    sample: @escaping @Sendable (SettledData, Int, inout RandomStream) -> PlanePoints
  ) -> DatasetKind {
    @Sendable func classNames(_ settled: SettledData) -> [String] {
      (0..<classCount(settled)).map { "\($0)" }
    }
    @Sendable func set(_ settled: SettledData, _ count: Int, _ part: String) -> TrainingSet {
      var stream = Seed(0).stream("\(name)/\(part)")
      let points = sample(settled, count, &stream)
      return TrainingSet(
        LabeledPoints(
          points: points.points, labels: points.labels, classNames: classNames(settled),
          columnNames: ["x₁", "x₂"]))
    }
    return DatasetKind(
      name: name, title: title, settings: settings,
      describe: { settled throws(DataFault) in
        DatasetDescription(
          name: name, title: title, form: .points(dimensions: 2),
          classNames: classNames(settled), counts: (400, 200), limits: (100_000, 100_000),
          settings: settled.given)
      },
      load: { settled throws(DataFault) in
        TrainingData(
          train: set(settled, settled.trainCount, "train"),
          test: set(settled, settled.testCount, "test"))
      })
  }
}
