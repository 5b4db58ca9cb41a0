import Autograd
import Networks
import Tensors
import Testing

@Suite("Activations")
struct ActivationTests {
  @Test(
    "a leaky ReLU has its leak as slope below 0, and 1 above, to the last bit",
    arguments: [0.01, 0.3, 1])
  func leak(_ leak: Double) {
    let tape = Tape()
    let z = tape.variable(Tensor([-8, -0.5, 0.25, 3]))
    let y = Activation.leakyReLU(leak: leak)(z)
    let slope = Float(leak)
    #expect(y.value == Tensor([-8 * slope, -0.5 * slope, 0.25, 3]))
    #expect(tape.gradients(of: y.sum())[z] == Tensor([slope, slope, 1, 1]))
  }

  @Test("go by the names that lessons write, one of each kind")
  func names() {
    let names = Activation.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(names.map { Activation.named($0) } == Activation.all)
    #expect(Activation.named("leaky") == nil)
  }
}
