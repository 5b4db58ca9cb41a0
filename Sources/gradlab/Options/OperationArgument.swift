import ArgumentParser
import Lab

/// `arm@step=verb part` of the command line.
struct OperationArgument: ExpressibleByArgument {
  let planned: PlannedOperation

  init?(argument: String) {
    guard let planned = PlannedOperation(argument) else { return nil }
    self.planned = planned
  }
}
