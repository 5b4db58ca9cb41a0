import Autograd
import Tensors
import Testing

@Suite("Tape") struct TapeTests {
  @Test("a variable used twice gets both shares")
  func reuse() {
    let tape = Tape()
    let x = tape.variable(Tensor([3, -1]))
    let gradients = tape.gradients(of: (x * x + x).sum())
    #expect(gradients[x] == Tensor([7, -1]))
  }

  @Test("a variable that the loss does not depend on has a gradient of zeros")
  func unused() {
    let tape = Tape()
    let (x, y) = (tape.variable(Tensor([1, 2])), tape.variable(Tensor(zeros: [2, 3])))
    #expect(tape.gradients(of: x.sum())[y] == Tensor(zeros: [2, 3]))
  }

  @Test("what only constants go into is not written down")
  func constants() {
    let tape = Tape()
    let x = tape.constant(Tensor([1, 2]))
    let y = (x * x).exp().sum()
    #expect(!y.isTracked)
    #expect(tape.operations.isEmpty)
  }

  @Test("a detached variable stops the gradient")
  func detached() {
    let tape = Tape()
    let x = tape.variable(Tensor([2, 5]))
    let gradients = tape.gradients(of: (x * x.detached).sum())
    #expect(gradients[x] == Tensor([2, 5]))
  }

  @Test("gradients of results inside are kept when asked for, and then change nothing else")
  func kept() {
    let tape = Tape()
    let x = tape.variable(Tensor([1, -2]))
    let z = x * 3
    let loss = (z * z).sum()
    let (plain, keeping) = (tape.gradients(of: loss), tape.gradients(of: loss, keeping: [z]))
    #expect(keeping[z] == Tensor([6, -12]))
    #expect(plain[x] == Tensor([18, -36]))
    #expect(keeping[x] == plain[x])
  }

  @Test("gradients of one result can be asked for twice, and of a result before the last")
  func again() {
    let tape = Tape()
    let x = tape.variable(Tensor([1, 2]))
    let early = (x * x).sum()
    let late = early * early
    #expect(tape.gradients(of: late)[x] == tape.gradients(of: late)[x])
    #expect(tape.gradients(of: early)[x] == Tensor([2, 4]))
  }

  @Test("the tape lists its operations in order")
  func operations() {
    let tape = Tape()
    let x = tape.variable(Tensor([1, 2]))
    _ = (x + x).tanh().sum()
    #expect(tape.operations == [.add, .tanh, .sum])
  }
}
