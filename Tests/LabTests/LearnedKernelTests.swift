import Arithmetic
import Experiments
import Lab
import Lessons
import Testing

@Suite("Kernels that a network has learned")
struct LearnedKernelTests {
  private static let lessons =
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/Lessons/"

  /// The kernels of C1 after LeNet's lesson on its own seed, each divided by its largest weight.
  private static func kernels() throws -> [[[Double]]] {
    var lesson = try Lesson.read(path: lessons + "04-lenet.md")
    lesson.probes = [try #require(lesson.probe("c1"))]
    let arm = try #require(lesson.arm("lenet"))
    var experiment = try lesson.plan(of: arm).begin(
      ExperimentStart(
        seed: lesson.seeds.show, probes: lesson.probes, recording: [],
        shelf: DataLibrary(folder: ShippedAssets.folder)))
    while experiment.step < lesson.mostSteps { experiment.advance() }
    let pictures = experiment.readings(of: lesson.probes, knobs: [:]).pictures("c1") ?? []
    return pictures.map { picture in
      let largest = picture.values.joined().map(\.magnitude).max() ?? 1
      return picture.values.map { $0.map { ($0 / largest * 100).rounded() / 100 } }
    }
  }

  @Test("the presets of the lesson on filters are what LeNet's lesson comes to")
  func presets() throws {
    let lesson = try Lesson.read(path: Self.lessons + "02-convolution-as-a-filter.md")
    let knob = try #require(lesson.knob("kernel"))
    guard case .matrix(let matrix) = knob.kind else {
      Issue.record("the kernel is no matrix")
      return
    }
    let learned = matrix.presets.filter { $0.name.hasPrefix("learned") }
    let kernels = try Self.kernels()
    #expect(learned.count == 2 && kernels.count == 6)
    for preset in learned {
      #expect(kernels.contains(preset.matrix.rows), "\(preset.name); C1 has \(kernels)")
    }
  }
}
