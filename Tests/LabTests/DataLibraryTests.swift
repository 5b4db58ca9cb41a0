import Datasets
import Experiments
import Lab
import Lessons
import Testing
import TrainingLessons

@Suite("The library of data")
struct DataLibraryTests {
  private func points(_ kind: String, _ count: Int) -> DataPlan {
    DataPlan(kind: kind, trainCount: count, testCount: 10)
  }

  @Test("data without a user are forgotten beyond the limit, the longest unused first")
  func forgets() throws {
    // 510 points of two numbers and a label take 510 · (8 + 8) bytes.
    let library = DataLibrary(folder: "/nowhere", limit: 20_000)
    let plans = ["moons", "spirals", "circles"].map { points($0, 500) }
    _ = try library.data(for: plans[0])
    _ = try library.data(for: plans[1])
    #expect(plans.map(library.holds) == [true, true, false])
    _ = try library.data(for: plans[0])
    _ = try library.data(for: plans[2])
    #expect(plans.map(library.holds) == [true, false, true])
    _ = try library.data(for: points("moons", 4_000))
    #expect(plans.map(library.holds) == [false, false, false])
    #expect(!library.holds(points("moons", 4_000)), "alone it is beyond the limit")
  }

  @Test("data in use stay, whatever is read meanwhile, and are one copy for all who use them")
  func keepsInUse() throws {
    let library = DataLibrary(folder: "/nowhere", limit: 0)
    let plan = points("moons", 500)
    var user: SharedData? = try library.data(for: plan)
    _ = try library.data(for: points("spirals", 500))
    #expect(library.holds(plan) && !library.holds(points("spirals", 500)))
    #expect(try library.data(for: plan) === user)
    user = nil
    #expect(!library.holds(plan))
  }
}
