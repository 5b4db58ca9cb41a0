// swift-tools-version: 6.2
import PackageDescription

// Vector maths needs fused multiply-add in the target, so the engine is never built for baseline
// x86-64: natively by default, for x86-64-v3 (or plain arm64) with PORTABLE=1 in the environment.
#if arch(x86_64)
  let (nativeProcessor, portableProcessor) = (["-march=native"], ["-march=x86-64-v3"])
#else
  let (nativeProcessor, portableProcessor) = (["-mcpu=native"], [String]())
#endif
let processor = Context.environment["PORTABLE"] == "1" ? portableProcessor : nativeProcessor

// Arithmetic that is the same everywhere: no multiplication and addition is joined that the source
// does not join. Vectors are as long as the source says, also where a processor prefers shorter ones.
let arithmetic = ["-fno-math-errno", "-ffp-contract=off"]
#if arch(x86_64)
  let wholeVectors = ["-mprefer-vector-width=512"]
#else
  let wholeVectors = [String]()
#endif

let swiftSettings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
  .unsafeFlags((processor + arithmetic + wholeVectors).flatMap { ["-Xcc", $0] }),
]

/// A library target of GradLab with the settings that all of them share.
func library(
  _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies, exclude: exclude, swiftSettings: swiftSettings)
}

/// The tests of one module; `extra` names what they use beside it. They are not optimized, so that they
/// compile sooner: what they call is.
func tests(
  _ module: String, _ extra: [Target.Dependency] = [], exclude: [String] = []
) -> Target {
  .testTarget(
    name: "\(module)Tests", dependencies: [.target(name: module)] + extra, exclude: exclude,
    swiftSettings: swiftSettings + [.unsafeFlags(["-Onone"])])
}

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
  name: "GradLab",
  products: [.executable(name: "gradlab", targets: ["gradlab"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // System libraries and the little C that Swift can't say.
    .systemLibrary(name: "CNcurses", providers: [.apt(["libncursesw5-dev"])]),
    .systemLibrary(name: "CPNG", providers: [.apt(["libpng-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(
      name: "CMarkGFM", providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
    .target(name: "CSupport"),
    .target(
      name: "CKernels", cSettings: [.unsafeFlags(processor + arithmetic + wholeVectors)]),
    .target(
      name: "CBuildTarget",
      cSettings: [.unsafeFlags(processor)]),

    // The engine.
    library("Arithmetic"),
    library("Tensors", ["Arithmetic", "CKernels", "CSupport"]),
    library("Autograd", ["Tensors"], exclude: ["OPERATIONS.md"]),
    library("Networks", ["Autograd", "Tensors", "Arithmetic"]),
    library("Datasets", ["Tensors", "Arithmetic", "CPNG", "CZlib"]),

    // The lab.
    library("Experiments", ["Networks", "Datasets", "Autograd", "Tensors", "Arithmetic"]),
    library(
      "Lessons", ["Experiments", "Networks", "Datasets", "Tensors", "Arithmetic", "CMarkGFM", yams]),
    library(
      "Lab",
      [
        "Lessons", "Experiments", "Networks", "Autograd", "Tensors", "Datasets", "Arithmetic",
        "CSupport", yams,
      ]),

    // What a person sees.
    library("Charts", ["Arithmetic"]),
    library("Screens", ["Lab", "Lessons", "Experiments", "Charts", "Arithmetic"]),
    library("Terminal", ["Charts", "CNcurses", "CSupport"]),
    .executableTarget(
      name: "gradlab",
      dependencies: [
        "Screens", "Terminal", "Charts", "Lab", "Lessons", "Experiments", "Datasets", "Networks",
        "Autograd",
        "Tensors", "CKernels", "CSupport", "CBuildTarget", argumentParser,
      ],
      swiftSettings: swiftSettings),

    // Tests, one target a module; EndToEnd runs the program in a pseudo-terminal and in tmux.
    tests("Arithmetic", exclude: ["Reference"]), tests("Tensors"),
    tests("Autograd", ["Tensors", "OperationReference"]),
    tests(
      "Networks", ["Autograd", "Tensors", "TemporaryFiles", "Mutations"], exclude: ["Reference"]),
    tests("Datasets", ["Tensors", "CZlib", "TemporaryFiles", "Mutations"]),
    tests(
      "Lessons",
      ["Experiments", "Networks", "Datasets", "TemporaryFiles", "Mutations", "TrainingLessons"]),
    tests(
      "Lab",
      [
        "Lessons", "Experiments", "Networks", "Datasets", "Tensors", "TemporaryFiles",
        "TrainingLessons", "Mutations",
      ]),
    tests("Charts", ["MarkupChecks"]),
    tests(
      "Screens",
      ["Lab", "Lessons", "Experiments", "Charts", "TemporaryFiles", "MarkupChecks", "Mutations"]),
    tests("Terminal", ["Charts", "TemporaryFiles", "Mutations"]),
    .target(
      name: "OperationReference", dependencies: ["Autograd", "Tensors"],
      path: "Tests/OperationReference",
      exclude: ["make_operation_reference.py", "operation_reference.json"],
      swiftSettings: swiftSettings),
    .target(
      name: "TemporaryFiles", path: "Tests/TemporaryFiles", swiftSettings: swiftSettings),
    .target(
      name: "TrainingLessons", dependencies: ["Lessons", "Experiments"],
      path: "Tests/TrainingLessons", swiftSettings: swiftSettings),
    .target(name: "MarkupChecks", path: "Tests/MarkupChecks", swiftSettings: swiftSettings),
    .target(name: "Mutations", path: "Tests/Mutations", swiftSettings: swiftSettings),
    .target(name: "PseudoTerminal", path: "Tests/PseudoTerminal"),
    .target(
      name: "TerminalHarness", dependencies: ["PseudoTerminal", "TemporaryFiles", "Charts"],
      path: "Tests/TerminalHarness", swiftSettings: swiftSettings),
    .testTarget(
      name: "EndToEndTests",
      dependencies: ["TerminalHarness", "TemporaryFiles", "Mutations", "MarkupChecks", "Charts"],
      path: "Tests/EndToEnd",
      swiftSettings: swiftSettings),
    // Measures the built program in a pseudo-terminal: `swift run -c release terminal-bench`.
    .executableTarget(
      name: "terminal-bench", dependencies: ["TerminalHarness", "TemporaryFiles", "Charts"],
      swiftSettings: swiftSettings),
    // Writes the page of operations: `make operations`.
    .executableTarget(
      name: "operation-page", dependencies: ["OperationReference", "Autograd", "Tensors"],
      swiftSettings: swiftSettings),
  ],
  swiftLanguageModes: [.v6]
)
