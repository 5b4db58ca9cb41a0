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

  /// Along which axes it can be zoomed.
  static var zoom: ZoomAxes { get }
  /// Whether its upward axis counts rows from above.
  static var rowsGoDown: Bool { get }
  /// How far it reaches along these axes, and what is shown of it.
  var extent: PlotExtent { get }
  /// What a cell of the screen shows, when it is drawn into a rectangle; nil: nothing that can be
  /// pointed at.
  func point(at position: Position, in rect: Rect, glyphs: GlyphTier) -> PlotPoint?
  /// Moves the cursor to such a place.
  mutating func setCursor(to point: PlotPoint)
  /// Where the cursor can be, in plots of a few places that are found by their marks.
  var stops: [PlotCursor] { get }
  /// What of each arm can be looked at alone; nil: there is only one thing.
  var parts: PlotParts? { get }

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
  static var zoom: ZoomAxes { [] }
  static var rowsGoDown: Bool { false }
  var extent: PlotExtent { PlotExtent() }
  func point(at position: Position, in rect: Rect, glyphs: GlyphTier) -> PlotPoint? { nil }
  mutating func setCursor(to point: PlotPoint) {}
  var stops: [PlotCursor] { [] }
  var parts: PlotParts? { nil }
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
    type(of: context.plot.kind).init(context)
  }

  static func type(of kind: PlotKind) -> any PlotPicture.Type {
    guard let type = all.first(where: { $0.kind == kind }) else {
      preconditionFailure("plots: no picture of the kind \(kind.name)")
    }
    return type
  }
}
