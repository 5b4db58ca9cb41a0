import Lab

/// `arm@step=verb part` of the command line.
struct OperationArgument {
  let planned: PlannedOperation

  init(argument: String) throws {
    guard let planned = PlannedOperation(argument) else {
      throw OptionValueFault(
        found: argument,
        expected: "arm@step and silence, restore, freeze, thaw, reset or redraw with a part, as "
          + "yours@150='silence hidden2:5'")
    }
    self.planned = planned
  }
}
