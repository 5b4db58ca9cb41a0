import Arithmetic
public import Tensors

/// Points of the plane in two or more classes that no straight line divides.
public struct PlanePoints: Equatable, Sendable {
  /// [N, 2].
  public let points: Tensor
  /// The class of each point.
  public let labels: [Int]

  /// Two half circles of radius 1, one upside down and moved by (1, ½), so that each reaches into
  /// the other; classes 0 and 1 in turn.
  /// - Parameter noise: standard deviation of what is added to each coordinate.
  /// - Precondition: `count` and `noise` not negative.
  public static func moons(
    _ count: Int, noise: Double = 0.1, using stream: inout RandomStream
  ) -> PlanePoints {
    points(count, classCount: 2, noise: noise, using: &stream) { label, share in
      let (sine, cosine) = (Double.pi * share).sinAndCos()
      return label == 0 ? (cosine, sine) : (1 - cosine, 0.5 - sine)
    }
  }

  /// Arms that wind around the origin with radius r from 0 to 1: angle = 2π·turns·r + 2π·k/K for
  /// class k of K; the classes in turn.
  /// - Precondition: `count` and `noise` not negative, `classCount` at least 1.
  public static func spirals(
    _ count: Int, classCount: Int = 2, turns: Double = 1, noise: Double = 0.02,
    using stream: inout RandomStream
  ) -> PlanePoints {
    points(count, classCount: classCount, noise: noise, using: &stream) { label, share in
      let angle = 2 * Double.pi * (turns * share + Double(label) / Double(classCount))
      return (share * angle.cos(), share * angle.sin())
    }
  }

  /// Circles around the origin of radius 1/K, 2/K, …, 1, one a class; the classes in turn.
  /// - Precondition: `count` and `noise` not negative, `classCount` at least 1.
  public static func circles(
    _ count: Int, classCount: Int = 2, noise: Double = 0.05, using stream: inout RandomStream
  ) -> PlanePoints {
    points(count, classCount: classCount, noise: noise, using: &stream) { label, share in
      let (radius, angle) = (Double(label + 1) / Double(classCount), 2 * Double.pi * share)
      return (radius * angle.cos(), radius * angle.sin())
    }
  }

  /// `curve` gives the point of a class at a share 0..<1 of its curve.
  private static func points(
    _ count: Int, classCount: Int, noise: Double, using stream: inout RandomStream,
    curve: (_ label: Int, _ share: Double) -> (x: Double, y: Double)
  ) -> PlanePoints {
    precondition(
      count >= 0 && classCount >= 1 && noise >= 0,
      "PlanePoints: \(count) points, \(classCount) classes, noise \(noise)")
    let labels = (0..<count).map { $0 % classCount }
    var scalars = [Float]()
    for label in labels {
      let (x, y) = curve(label, stream.nextUniform())
      scalars.append(Float(x + noise * stream.nextNormal()))
      scalars.append(Float(y + noise * stream.nextNormal()))
    }
    return PlanePoints(points: Tensor(shape: [count, 2], scalars: scalars), labels: labels)
  }
}
