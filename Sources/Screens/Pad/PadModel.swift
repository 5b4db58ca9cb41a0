internal import Experiments
import Lab
import Lessons

/// The pad of a lesson: what is drawn on it, where the pen is, and who reads it.
struct PadModel: Hashable, Sendable {
  var isOpen = false
  var drawing = Drawing()
  /// The pixel under the pen, of 28 each way, from the upper left.
  private(set) var column = 13
  private(set) var row = 9
  var isPenDown = false
  /// Whether the mouse draws: pressed on the sheet, and not let go.
  var isDragging = false
  /// Whether the networks get the digit as MNIST has it, or as it was drawn.
  var isFitted = true
  /// The arm that reads; nil: the lesson's trained network.
  var arm: String?
  /// The layer whose maps are shown where there is room for one only, among those that have some.
  var layer = 0

  /// Pixels each way.
  static let side = Int(Drawing.side)

  /// What the networks are to read; nil: nothing is drawn.
  var request: DrawingRequest? {
    drawing.isEmpty ? nil : DrawingRequest(drawing, isFitted: isFitted)
  }

  /// The middle of the pixel under the pen.
  private var point: Drawing.Point {
    Drawing.Point(x: Double(column) + 0.5, y: Double(row) + 0.5)
  }

  /// Moves the pen by a pixel; it draws where it is down.
  mutating func move(_ direction: Action.Direction) {
    let (right, down) = direction.step
    column = min(max(column + right, 0), Self.side - 1)
    row = min(max(row + down, 0), Self.side - 1)
    if isPenDown { drawing.draw(to: point) }
  }

  mutating func togglePen() {
    isPenDown.toggle()
    if isPenDown { drawing.begin(at: point) }
  }

  /// Begins a stroke where the mouse is pressed.
  mutating func press(at point: Drawing.Point) {
    isDragging = true
    isPenDown = false
    follow(point)
    drawing.begin(at: point)
  }

  /// Draws on to where the mouse is dragged, if it was pressed on the sheet.
  mutating func drag(to point: Drawing.Point) {
    guard isDragging else { return }
    follow(point)
    drawing.draw(to: point)
  }

  private mutating func follow(_ point: Drawing.Point) {
    column = min(max(Int(point.x), 0), Self.side - 1)
    row = min(max(Int(point.y), 0), Self.side - 1)
  }

  /// Changes the whole drawing: no stroke goes on over it.
  mutating func change(_ body: (inout Drawing) -> Void) {
    body(&drawing)
    liftPen()
  }

  mutating func liftPen() { (isPenDown, isDragging) = (false, false) }
}

extension Action.Direction {
  /// Pixels to the right and down.
  fileprivate var step: (right: Int, down: Int) {
    switch self {
    case .left: (-1, 0)
    case .right: (1, 0)
    case .up: (0, -1)
    case .down: (0, 1)
    }
  }
}

/// Somebody who reads what is drawn.
struct PadReaderName: Hashable, Sendable {
  /// nil: the lesson's trained network.
  var arm: String?
  var label: String
}

extension StudyModel {
  /// The lesson's trained network, and the page's arms that take such images.
  var padReaders: [PadReaderName] {
    let own = lesson.pad.map { [PadReaderName(arm: nil, label: $0.label)] } ?? []
    let arms = shownArms.compactMap { shown -> PadReaderName? in
      guard let arm = armSnapshot(shown.arm.id), arm.drawing != nil else { return nil }
      return PadReaderName(arm: arm.id, label: arm.label)
    }
    return own + arms
  }

  /// The one that is chosen, as far as the page has it.
  var padReader: PadReaderName? {
    padReaders.first { $0.arm == pad.arm } ?? padReaders.first
  }

  /// What it reads; nil while nothing is drawn or it has not read yet.
  var padReading: DrawingReading? {
    guard pad.request != nil else { return nil }
    if let arm = padReader?.arm { return armSnapshot(arm)?.drawing }
    return try? snapshot.drawing?.get()
  }

  /// Why the lesson's trained network can't read.
  var padFault: String? {
    guard padReader?.arm == nil, case .failure(let fault)? = snapshot.drawing else { return nil }
    return fault.text
  }

  mutating func performOnPad(_ action: Action) -> Reply {
    switch action {
    case .move(let direction, fast: false): pad.move(direction)
    case .move(let direction, fast: true): shiftDrawing(direction)
    case .toggleCell: pad.togglePen()
    case .erase: pad.change { $0.undo() }
    case .eraseAll: pad.change { $0.clear() }
    case .zoomIn: pad.drawing.thicken(by: 0.5)
    case .zoomOut: pad.drawing.thicken(by: -0.5)
    case .toggleFitting: pad.isFitted.toggle()
    case .nextArm:
      let readers = padReaders
      guard let place = readers.firstIndex(where: { $0 == padReader }) else { return .nothing }
      pad.arm = readers[(place + 1) % readers.count].arm
    case .nextPlot: pad.layer += 1
    case .toggleRun: return toggleRun()
    case .cancel, .back, .draw:
      pad.isOpen = false
      pad.liftPen()
    default: break
    }
    return .nothing
  }

  private mutating func shiftDrawing(_ direction: Action.Direction) {
    let (right, down) = direction.step
    pad.change { $0.shift(right: Double(right), down: Double(down)) }
  }
}
