/// A picture and what a filter makes of it.
extension Measure {
  /// The picture that the filter goes over; with `input`, the window of that place of the map is
  /// marked.
  public static let photograph = filter(
    "photograph", "the picture that is filtered", settings: [.input]
  ) {
    [$0.photograph(marking: $1)]
  }

  /// What the filter gives: gray where it keeps the brightness, else blue to red around zero.
  public static let filtered = filter("filtered", "what the filter makes of it", settings: [.input])
  { [$0.map(marking: $1)] }

  /// Both, side by side.
  public static let photographAndMap = filter(
    "photograph_and_map", "both side by side", settings: [.input]
  ) {
    [$0.photograph(marking: $1), $0.map(marking: $1)]
  }

  /// The pixels under the kernel at one place of the map, the weights, and their products, of which
  /// the sum is the map's number there.
  public static let window = filter(
    "window", "the pixels, products and sum of one place", settings: [.input]
  ) { filtering, place in
    filtering.window(at: place)
  }

  /// ‖f(Sx) − S f(x)‖/‖f(x)‖, S a shift of the picture.
  public static let shiftError = Measure(
    "shift_error", "how far shifting before and after differ", every: 1,
    .process(.number { (f: Filtering, _) in f.shiftError }))

  /// ‖f(Sx) − f(x)‖/‖f(x)‖: how much a shift of the picture changes.
  public static let mapChange = Measure(
    "map_change", "how far a shift changes the map", every: 1,
    .process(.number { (f: Filtering, _) in f.mapChange }))

  /// Rows of the map.
  public static let mapRows = Measure(
    "map_rows", "how many rows the map has", every: 1,
    .process(.number { (f: Filtering, _) in Double(f.output.rows) }))

  /// The map's number at the place of `input`.
  public static let mapValue = Measure(
    "map_value", "one number of the map", every: 1, settings: [.index],
    .process(
      .number { (f: Filtering, probe) in
        let index = (probe.index ?? 1) - 1
        return f.output.values.indices.contains(index) ? f.output.values[index] : .nan
      }))

  private static func filter(
    _ name: String, _ meaning: String, settings: [MeasureSetting] = [],
    _ read: @escaping @Sendable (Filtering, _ place: KnobMatrix?) -> [Picture]
  ) -> Measure {
    Measure(
      name, meaning, every: 1, settings: settings,
      .process(
        .content(.pictures) { (filtering: Filtering, probe, knobs) in
          if case .matrix(let place)? = probe.inputValue(knobs) {
            .pictures(read(filtering, place))
          } else {
            .pictures(read(filtering, nil))
          }
        }))
  }
}

extension Filtering {
  /// Whether its weights come to one, and none takes anything away: the map is a picture again.
  fileprivate var keepsBrightness: Bool {
    guard case .kernel(let kernel, let divide, _) = plan.layer else { return false }
    let sum = kernel.values.reduce(0, +) / divide
    return abs(sum - 1) < 1e-6
  }

  /// - Parameter place: column and row of the map, from 0 at the left and below; nil: its middle.
  fileprivate func window(at place: KnobMatrix?) -> [Picture] {
    guard case .kernel(let kernel, let divide, let isFlipped) = plan.layer,
      let (y, x) = self.place(place)
    else { return [] }
    let weights = isFlipped ? kernel.turned : kernel
    let pixels = input.window(
      row: y * plan.stride - plan.padding, column: x * plan.stride - plan.padding, like: weights)
    let products = zip(weights.values, pixels).map { $0 * $1 / divide }
    func picture(_ title: String, _ values: [Double], isSigned: Bool = true) -> Picture {
      Picture(
        title: title, values: KnobMatrix(columns: kernel.columns, values: values).rows,
        isSigned: isSigned, range: isSigned ? nil : 0...1)
    }
    return [
      picture("pixels at \(x + 1), \(y + 1)", pixels, isSigned: false),
      picture(divide == 1 ? "weights" : "weights / \(divide)", weights.values),
      picture("products", products),
      Picture(
        title: "sum", values: [[products.reduce(0, +)]], isSigned: true),
    ]
  }

  /// Row and column of the map at a position, from 0 at the left and below; nil: the map is empty.
  fileprivate func place(_ position: KnobMatrix?) -> (row: Int, column: Int)? {
    let size = plan.mapSize
    guard size.rows > 0, size.columns > 0 else { return nil }
    // A knob of other rows than x and y names no place.
    let position = position.flatMap { $0.values.count == 2 ? $0 : nil }
    let column = position.map { Int($0.values[0]) } ?? size.columns / 2
    let row = position.map { size.rows - 1 - Int($0.values[1]) } ?? size.rows / 2
    return (min(max(0, row), size.rows - 1), min(max(0, column), size.columns - 1))
  }

  /// The pixels of the picture that one place of the map is made of; nil of a dense layer.
  fileprivate func windowMark(at position: KnobMatrix?) -> Picture.Mark? {
    let window = plan.windowSize
    guard window.rows > 0, let (row, column) = place(position) else { return nil }
    return Picture.Mark(
      row: row * plan.stride - plan.padding + window.rows / 2,
      column: column * plan.stride - plan.padding + window.columns / 2,
      side: max(window.rows, window.columns))
  }

  fileprivate func photograph(marking place: KnobMatrix?) -> Picture {
    var picture = Picture(title: "the picture", values: input.matrix, range: 0...1)
    picture.colors = colors
    if place != nil { picture.mark = windowMark(at: place) }
    return picture
  }

  /// What most numbers of the map don't go beyond, to either side of zero: 98 in 100 of those whose
  /// window holds no padding, since the zeros around a picture are an edge that is stronger than all
  /// in it. Above 0.
  private var magnitude: Double {
    let window = plan.windowSize
    let coarse = plan.stride * (plan.pool?.window ?? 1)
    // A dense layer sees no padding.
    let padding = window.rows > 0 ? plan.padding : 0
    func seesPadding(_ place: Int, window: Int, pixels: Int) -> Bool {
      let start = place * coarse - padding
      return start < 0 || start + window + coarse - plan.stride > pixels
    }
    let inside = (0..<output.rows).flatMap { row in
      (0..<output.columns).compactMap { column -> Double? in
        guard !seesPadding(row, window: window.rows, pixels: input.rows),
          !seesPadding(column, window: window.columns, pixels: input.columns)
        else { return nil }
        return abs(output[row, column])
      }
    }
    let sizes = (inside.isEmpty ? output.values.map(abs) : inside).filter(\.isFinite).sorted()
    guard let largest = sizes.last, largest > 0 else { return 1 }
    let most = sizes[(sizes.count - 1) * 98 / 100]
    return most > 0 ? most : largest
  }

  fileprivate func map(marking place: KnobMatrix?) -> Picture {
    var picture = Picture(
      title: "\(output.rows)\u{00D7}\(output.columns)", values: output.matrix, range: 0...1)
    if !keepsBrightness {
      let bound = magnitude
      (picture.isSigned, picture.range) = (true, -bound...bound)
    }
    if place != nil, let (row, column) = self.place(place) {
      picture.mark = Picture.Mark(row: row, column: column, side: 1)
    }
    return picture
  }
}
