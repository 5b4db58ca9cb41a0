import Lessons
import Testing

@Suite("Settings of probes")
struct ProbeSettingTests {
  @Test(
    "are numbers, switches and words of their own kind, of measures that take them",
    arguments: [
      ("{of: train_images, count: 16, augmented: yes}", nil),
      ("{of: train_images, augmented: false}", nil),
      (
        "{of: train_images, count: 0}",
        "27:35: probes.loss.count: found 0, expected a whole number from 1 to 400"
      ),
      (
        "{of: train_images, augmented: maybe}",
        "27:39: probes.loss.augmented: expected yes or no, found maybe"
      ),
      (
        "{of: train_images, augmented: \"yes\"}",
        "27:39: probes.loss.augmented: expected yes or no, found the text \"yes\""
      ),
      (
        "{of: filters, count: 4}",
        "27:30: probes.loss.count: expected a measure that takes it (train_images, neighbors, neighbor_share, dropout_masks), found filters"
      ),
    ] as [(String, String?)])
  func faults(_ probe: String, _ fault: String?) {
    let text = SmallLesson.changed("{of: train_loss, smooth: 5}", to: probe)
    let faults = SmallLesson.faults(text).filter { $0.hasPrefix("27:") }
    #expect(faults == (fault.map { [$0] } ?? []), "\(faults)")
  }
}
