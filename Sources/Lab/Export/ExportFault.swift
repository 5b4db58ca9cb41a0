internal import Lessons

/// Why a lesson can't be exported; `description` is what to tell the person.
public enum ExportFault: Error, Hashable, Sendable, CustomStringConvertible {
  case unknownArm(String, known: [String])
  case unknownOptimizer(String)
  case unknownLayer(String)
  /// The arms train on different data.
  case differentData(arms: [String])
  case noSteps
  /// What an arm does is no training of a network.
  case nothingTrains(arm: String)
  /// An arm can't be built.
  case impossible(arm: String, reason: String)
  /// The code has another number of weight tensors than the network.
  case weightsDiffer(code: Int, network: Int)
  case folderIsTaken(String)
  case isNoFolder(String)
  /// What the link says, and what is there.
  case isLink(String, to: String, Target)
  case noName
  case cannotWrite(String, reason: String)

  /// What a link leads to.
  public enum Target: Hashable, Sendable { case folder, file, nothing }

  public var description: String { text(option: "--output") }

  /// - Parameter option: the one that names the folder.
  public func text(option: String) -> String {
    switch self {
    case .unknownArm(let name, let known):
      "no arm “\(name.safe(limit: 60))”; there are \(known.joined(separator: ", "))"
    case .unknownOptimizer(let name):
      "the optimizer “\(name.safe(limit: 60))” can't be exported to PyTorch; set another one"
    case .unknownLayer(let words):
      "\(words) can't be exported to PyTorch; leave the arm out by naming the others with --arm"
    case .differentData(let arms):
      """
      the arms \(arms.joined(separator: " and ")) train on different data; \
      export them one by one, with --arm
      """
    case .nothingTrains(let arm):
      "\(arm) trains no network, so there is nothing to export; choose a lesson that does"
    case .noSteps: "there is nothing to compare without a training step; ask for at least 1"
    case .impossible(let arm, let reason):
      "\(arm): \(reason); leave it out by naming the others with --arm"
    case .weightsDiffer(let code, let network):
      """
      the PyTorch code has \(code) weight tensors, the network \(network): \
      a kind of layer that the export doesn't know
      """
    case .folderIsTaken(let path):
      "\(path) is not empty; choose another \(option), or overwrite what the export writes by --force"
    case .isNoFolder(let path): "\(path) is a file; choose another \(option)"
    case .isLink(let path, let target, .folder):
      "\(path) is a link to the folder \(target); name that folder by \(option)"
    case .isLink(let path, let target, .file):
      "\(path) is a link to \(target), which is a file; choose another \(option)"
    case .isLink(let path, let target, .nothing):
      "\(path) is a link to \(target), where nothing is; remove it, or choose another \(option)"
    case .noName: "the name of the folder is empty; choose another \(option)"
    case .cannotWrite(let path, let reason):
      "can't write \(path) (\(reason)); choose another \(option)"
    }
  }
}
