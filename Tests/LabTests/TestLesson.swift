import Datasets
import Experiments
import Glibc
import Lab
import Lessons
import Tensors
import TrainingLessons

/// A small lesson over data made on the spot: two arms, three hidden layers of 16, batches of 16.
struct TestLesson {
  var arms = """
      calm: {label: calm, set: {c: 2}}
      faint: {label: faint, set: {c: 0.5}}
    """
  var claims = "claims: {learns: \"metric(calm, loss, 60) < 3\"}"
  /// Another model than the perceptron, as within braces.
  var model: String?
  var depth = "$depth"
  /// Of `train`, without batch and steps.
  var training = "optimizer: sgd, learning_rate: $rate, momentum: $momentum"
  var extraKnobs = ""
  var batch = "16"
  var activation = "relu"
  var steps = 200
  var extraProbes = ""
  var extraPlots = ""
  /// Further blocks of the front matter.
  var extraBlocks = ""
  var body = """
    ## Look
    Nothing runs here.
    ```lab
    plots: [curve]
    run: {arms: all, until: 0}
    ```

    ## Guess
    Choose.
    ```lab
    plots: [curve]
    predict:
      id: winner
      ask: "Which arm learns faster?"
      kind: choice
      options: {a: "calm", b: "faint"}
      answer: a
    skippable: false
    ```

    ## Watch
    calm comes to {{metric(calm, loss, 60)|.3}}, from {{metric(calm, loss, 0)|.3}}.
    ```lab
    plots: [curve]
    run: {arms: all, until: 60}
    ```

    ## Alone
    Only one goes on.
    ```lab
    plots: [curve]
    run: {arms: [faint], until: 80}
    ```

    ## Play
    Turn the knobs.
    ```lab
    plots: [curve]
    knobs: [rate, depth]
    run: {arms: all, until: 60}
    ```
    """

  private var perceptron: String {
    "kind: mlp, width: 16, depth: \(depth), activation: \(activation), "
      + "init: {distribution: normal, variance: \"$c / fan_in\"}"
  }

  var text: String {
    """
    ---
    lab: 1
    id: small
    title: A small lesson
    question: Does it run?
    part: T. Tests
    number: 1
    minutes: 1
    seeds: {show: 7, look: [1, 2, 3]}
    data: {kind: mnist, train: 240, test: 60}
    model: {\(model ?? perceptron)}
    train: {\(training), batch: \(batch), steps: \(steps)}
    arms:
    \(arms)
    knobs:
      c: {value: 1, range: [0.1, 10], scale: log}
      rate: {value: 0.05, range: [0.001, 1], scale: log}
      momentum: {value: 0, range: [0, 1]}
      depth: {value: 3, range: [1, 20], step: 1}
    \(extraKnobs)
    probes:
      loss: {of: train_loss, smooth: 10}
      m2: {of: activation_mean_square}
      dz: {of: gradient_norm}
      x: {of: activation_histogram}
    \(extraProbes)
    plots:
      curve: {line: [loss]}
    \(extraPlots)
    \(claims)
    \(extraBlocks)
    ---
    \(body)
    """
  }

  var lesson: Lesson {
    get throws { try Lesson.read(Array(text.utf8), path: "test.md") }
  }
}

/// Data for a lesson: a bright bar at a height of its own for each of ten classes, and noise.
func testData(count: Int, seed: UInt64) -> LabeledImages {
  var stream = Seed(seed).stream("test data")
  var pixels = stream.normals([count, 784], standardDeviation: 0.5).scalars
  let labels = (0..<count).map { $0 % 10 }
  for (row, label) in labels.enumerated() {
    for pixel in 56 * label..<56 * (label + 1) { pixels[row * 784 + pixel] += 1 }
  }
  return LabeledImages(
    images: Tensor(shape: [count, 784], scalars: pixels), labels: labels, imageShape: [1, 28, 28],
    classNames: (0...9).map { "\($0)" })
}

extension DataLibrary {
  /// A library that holds the lesson's data without a file. The engine is ready then, too.
  static func forTests(_ lesson: Lesson) -> DataLibrary {
    EngineRuntime.prepareProcess()
    let data = TrainingData(
      train: testData(count: lesson.data.trainCount, seed: 1),
      test: testData(count: lesson.data.testCount, seed: 2))
    return DataLibrary(folder: "/nowhere", preloaded: [lesson.data: data])
  }
}

extension Session {
  /// A session of the lesson over data for tests, all arms built.
  static func started(
    _ lesson: TestLesson = TestLesson(), seed: UInt64? = nil, at step: Int? = nil,
    settings: [String: KnobValue] = [:]
  ) throws -> Session {
    let lesson = try lesson.lesson
    let session = try Session(
      lesson: lesson, library: .forTests(lesson), seed: seed, settings: settings)
    session.waitUntilSettled()
    if let step { try session.sendAndSettle(.goTo(lessonStep: step)) }
    return session
  }

  func sendAndSettle(_ commands: Command...) throws {
    for command in commands { try send(command) }
    waitUntilSettled()
  }

  func arm(_ id: String) -> ArmSnapshot? { snapshot().arms.first { $0.id == id } }

  /// Whether `changeSignal` is readable within so many milliseconds.
  func signals(within milliseconds: Int32) -> Bool {
    var poller = pollfd(fd: changeSignal, events: Int16(POLLIN), revents: 0)
    return poll(&poller, 1, milliseconds) == 1
  }
}

extension ArmSnapshot {
  /// The loss of every step, where the trace is fine enough to show each by itself.
  var losses: [Double] { traces["loss"]?.raw.map(\.last) ?? [] }
}
