import Autograd
import OperationReference
import Testing

@Suite("Operations against PyTorch in float64") struct OperationReferenceTests {
  private let reference: OperationReference

  init() throws {
    reference = try OperationReference.read()
  }

  @Test(
    "values and gradients err at most four times as much as PyTorch in float32, or 10⁻⁶",
    arguments: Operation.allCases)
  func deviations(_ operation: Operation) {
    let cases = reference.cases(of: operation)
    #expect(cases.count >= 4, "too few cases of \(operation.name)")
    let hasSizeOne = cases.contains { $0.inputs.contains { $0.shape.allSatisfy { $0 == 1 } } }
    #expect(hasSizeOne, "no case of \(operation.name) of size 1")
    for example in cases {
      for deviation in example.deviations(operation) where deviation.excess > 1 {
        Issue.record(
          """
          \(operation.name)/\(example.number) \(example.inputs.map(\.shape)): \(deviation.part) is \
          off by \(deviation.error) of its largest number, \(deviation.excess) times what is allowed
          """)
      }
    }
  }

  @Test("every case is of an operation that exists")
  func names() {
    let known = Set(Operation.allCases.map(\.name))
    #expect(Set(reference.cases.map(\.operation)).subtracting(known).isEmpty)
  }
}
