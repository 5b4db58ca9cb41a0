import Charts
import Lessons

/// How a kind of plot is drawn and read. It is a value made for one look; the cursor and the part
/// that is shown are in its context, where keys change them.
protocol PlotPicture {
  static var kind: PlotKind { get }

  init(_ context: PlotContext)

  var context: PlotContext { get set }
  /// Whether there is nothing to draw.
  var isEmpty: Bool { get }
  /// Whether its kind's scale is seen in what is drawn now.
  var showsScale: Bool { get }
  /// What stands at the right of the rule above it.
  var notes: [String] { get }
  /// The range that the value axis has; nil where nothing is drawn over one.
  var valueRange: AxisRange? { get }

  /// The rows that show all it has, where more would be left empty; nil: it fills any number.
  var naturalHeight: Int? { get }

  func draw(into grid: inout Grid, in rect: Rect, glyphs: GlyphTier)

  /// Whether all values surely fit the range that the value axis has, and fill half of it: then
  /// nothing is to be changed, and the picture need not be made for it.
  func surelyFits(_ range: AxisRange, scale: AxisScale) -> Bool

  /// Moves the cursor.
  /// - Parameter screen: the size of the whole screen, of which the plot has the better part.
  mutating func move(_ movement: PlotMovement, on screen: Size)

  /// What the place under the cursor is called.
  var placeTitle: String { get }
  /// The part of a network under the cursor; nil where there is none.
  var part: PartPlace? { get }
  /// The exact values under the cursor.
  func readings(glyphs: GlyphTier) -> DataTable
}

extension PlotPicture {
  var showsScale: Bool { true }
  var notes: [String] { [] }
  var valueRange: AxisRange? { nil }
  var naturalHeight: Int? { nil }
  var part: PartPlace? { nil }
  func surelyFits(_ range: AxisRange, scale: AxisScale) -> Bool { false }
}

/// The picture of each kind of plot.
enum PlotPictures {
  static var all: [any PlotPicture.Type] {
    [
      LinePicture.self, ValuesPicture.self, SeriesPicture.self, RidgelinePicture.self,
      BarsPicture.self,
      TablePicture.self, HeatMapPicture.self, ImagesPicture.self, PhotographPicture.self,
      NumbersPicture.self, ArchitecturePicture.self, MapPicture.self, PlanePicture.self,
      ReliefPicture.self, DiagramPicture.self, TextPicture.self,
      FormulasPicture.self, CubePicture.self,
    ]
  }

  static func picture(of context: PlotContext) -> any PlotPicture {
    let kind = context.plot.kind
    guard let type = all.first(where: { $0.kind == kind }) else {
      preconditionFailure("plots: no picture of the kind \(kind.name)")
    }
    return type.init(context)
  }
}
