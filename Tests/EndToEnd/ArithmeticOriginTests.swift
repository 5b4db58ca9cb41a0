import TerminalHarness
import Testing

@Suite("Where arithmetic comes from")
struct ArithmeticOriginTests {
  /// Functions of the C library's mathematics that may round otherwise on another processor, and the
  /// decompositions of LAPACK that BLAS kernels compute. Exact ones such as `round` are no harm.
  private static let inexact: Set<String> = Set(
    [
      "acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh", "cbrt", "cos", "cosh", "erf",
      "erfc", "exp", "exp10", "exp2", "expm1", "hypot", "lgamma", "log", "log10", "log1p", "log2",
      "pow", "sin", "sincos", "sinh", "tan", "tanh", "tgamma",
    ].flatMap { [$0, $0 + "f", $0 + "l"] }
      + ["dgeqrf_", "dorgqr_", "dgesdd_", "dgesvd_", "dsyevd_"])

  @Test("no function of the program calls one whose last bit depends on processor or C library")
  func calls() throws {
    // Lines of a caller and a function of a library: "<$s5Yams…>: <pow@plt>".
    let run = try CommandLineRun(
      shell: """
        objdump --disassemble --no-show-raw-insn "$GRADLAB" \
        | awk '/^[0-9a-f]+ <.*>:$/ { caller = $2 } /<[a-z0-9_]+@plt>$/ { print caller, $NF }' \
        | sort -u
        """)
    #expect(run.status == 0, "\(run.errors)")
    let calls = run.output.split(separator: "\n").map { line in
      let words = line.split(separator: " ")
      return (caller: words.first ?? "", function: words.last?.dropFirst().dropLast(5) ?? "")
    }
    #expect(calls.contains { $0.function == "malloc" }, "the disassembly shows calls")
    // Yams splits the seconds of dates by powers of ten; lessons have none.
    let found = calls.filter { Self.inexact.contains(String($0.function)) }
      .filter { !$0.caller.contains("4Yams") }
    #expect(found.map { "\($0.caller) calls \($0.function)" } == [])
  }
}
