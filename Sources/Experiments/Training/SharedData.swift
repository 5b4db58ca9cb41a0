package import Datasets

/// Data that a library lends: they stay as long as somebody holds this.
package final class SharedData: Sendable {
  package let content: TrainingData
  package let plan: DataPlan

  package init(_ content: TrainingData, of plan: DataPlan) {
    self.content = content
    self.plan = plan
  }

  package var byteCount: Int { content.train.byteCount + content.test.byteCount }
}
