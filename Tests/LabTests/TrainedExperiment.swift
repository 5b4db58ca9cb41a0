import Experiments
import Lab
import Lessons
import Networks
import Tensors
import Testing
import TrainingLessons

extension Lesson {
  /// The network of the lesson's own knob values on seed 3, after some steps.
  func trained(
    steps: Int, _ library: DataLibrary = DataLibrary(folder: "/nowhere")
  ) throws -> TrainExperiment {
    EngineRuntime.prepareProcess()
    var begun = try experiment(knobs: [:]).begin(
      ExperimentStart(seed: 3, probes: probes, recording: [], shelf: library))
    for _ in 0..<steps { begun.advance() }
    return try #require(begun as? TrainExperiment)
  }
}
