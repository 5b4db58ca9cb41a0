import Charts
import Foundation
import TemporaryFiles
import TerminalHarness
import Testing

extension InTerminal {
  /// Row 55 of the faults that are survived.
  @Suite("A clock that is set")
  struct ClockTests {
    /// Shifts the time of day by TEST_CLOCK_SHIFT seconds; without that, at every look by another time, an
    /// hour back and ten years on among them. The time since the start stays what it is.
    private static let source = """
      #define _GNU_SOURCE
      #include <dlfcn.h>
      #include <stdlib.h>
      #include <sys/time.h>
      #include <time.h>

      static long shift(void) {
        static const long shifts[] = {0, -3600, 315360000, -3600, 60};
        static unsigned looks;
        const char *fixed = getenv("TEST_CLOCK_SHIFT");
        if (fixed) return atol(fixed);
        return shifts[__atomic_fetch_add(&looks, 1, __ATOMIC_RELAXED) % 5];
      }

      int clock_gettime(clockid_t clock, struct timespec *time) {
        int (*real)(clockid_t, struct timespec *) = dlsym(RTLD_NEXT, "clock_gettime");
        int outcome = real(clock, time);
        if (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE) time->tv_sec += shift();
        return outcome;
      }

      int gettimeofday(struct timeval *time, void *zone) {
        struct timespec now;
        clock_gettime(CLOCK_REALTIME, &now);
        time->tv_sec = now.tv_sec;
        time->tv_usec = now.tv_nsec / 1000;
        return 0;
      }

      time_t time(time_t *result) {
        struct timespec now;
        clock_gettime(CLOCK_REALTIME, &now);
        if (result) *result = now.tv_sec;
        return now.tv_sec;
      }
      """

    private let folder: TemporaryFolder
    private let library: String

    init() throws {
      folder = try TemporaryFolder()
      library = folder.path("clock.so")
      try folder.write("clock.c", Self.source)
      let made = try CommandLineRun(
        shell: "clang -shared -fPIC -o '\(library)' '\(folder.path("clock.c"))' -ldl")
      try #require(made.status == 0, "\(made.errors)")
    }

    private func shifted(_ seconds: Int?) -> [String: String?] {
      var environment: [String: String?] = ["LD_PRELOAD": library, "XDG_STATE_HOME": folder.path]
      if let seconds { environment["TEST_CLOCK_SHIFT"] = "\(seconds)" }
      return environment
    }

    @Test("a day that jumps at every look changes no curve and no duration, and nothing hangs")
    func jumps() throws {
      let whole = try Lab.opened(lesson: "short")
      let jumping = try Lab.opened(environment: shifted(nil), lesson: "short")
      for program in [whole, jumping] {
        program.type(" ")
        try #require(program.shows("done", seconds: 60))
        try #require(program.becomesQuiet())
      }
      #expect(jumping.screen.lines == whole.screen.lines)
      // At a pace that a clock gives, too.
      jumping.type("r")
      try #require(jumping.shows("ready"))
      jumping.type("!")
      try #require(jumping.becomesQuiet())
      jumping.type(" ")
      let steps = jumping.screen.lines[0]
      #expect(jumping.wait { $0.screen.lines[0] != steps })
      #expect(Lab.isAlive(jumping))
      jumping.send(signal: SIGTERM)
      #expect(jumping.end(seconds: 5) == .signal(SIGTERM))
      #expect(jumping.leftovers.isEmpty)
    }

    @Test(
      "a session of the future, or of ten years ago, is offered and gone on with",
      arguments: [-3600, 315_360_000])
    func sessions(shift: Int) throws {
      let program = try Lab.opened(environment: shifted(shift), lesson: "short")
      program.type(" ")
      try #require(program.shows("done", seconds: 60))
      program.send(signal: SIGTERM)
      #expect(program.end(seconds: 5) == .signal(SIGTERM))
      // For the clock as it is, that was in an hour, or ten years ago.
      let later = try TerminalProgram(
        ProgramUnderTest.path, ["--root", Lab.folder], environment: shifted(0), size: Lab.wide)
      try #require(later.shows("Go on: "))
      let offer = later.screen.lines.first { $0.contains("Go on: ") } ?? ""
      #expect(!offer.contains("-"), "\(offer)")
      later.type("\r")
      #expect(later.shows("1000/1000", seconds: 60), "\(later.screen.text)")
    }
  }
}
