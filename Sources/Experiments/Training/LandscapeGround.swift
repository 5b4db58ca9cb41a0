internal import Networks
internal import Tensors

/// The part of the space of weights that a landscape shows, seen from the weights of its step.
struct LandscapeGround {
  /// Where a side of the lattice lies.
  struct Side {
    var middle: Double
    /// For a lattice whose coordinates go from −1 to 1; nil: coordinates are as the lattice's.
    var half: Double?

    /// The place of a lattice's coordinate.
    func at(_ coordinate: Double, _ extent: Double) -> Double {
      half.map { middle + coordinate / extent * $0 } ?? middle + coordinate
    }

    func range(_ extent: Double) -> ClosedRange<Double> {
      at(-extent, extent)...at(extent, extent)
    }
  }

  var directions: [[Double]]
  var axes: [String]
  var x = Side(middle: 0)
  var y = Side(middle: 0)
  var path = [Plane.Place(x: 0, y: 0)]

  /// Two random directions with the lengths of the weights, filter by filter.
  init(random seed: Seed, at weights: Weights, _ space: TrainedSpace) {
    directions = ["landscape/across", "landscape/up"].map { name in
      var stream = seed.stream(name)
      return space.filterNormalizedDirection(at: weights, from: &stream)
    }
    axes = ["a", "b"]
  }

  /// The way so far, with some room around it.
  init(_ plane: TrailPlane) {
    directions = plane.directions
    axes = ["PC 1", "PC 2"]
    path = plane.places
    x = Self.side(plane.places.map(\.x))
    y = Self.side(plane.places.map(\.y))
    // A way that is all but straight still gets ground at its sides.
    let least = (x.half ?? 1) / 8
    y.half = max(y.half ?? least, least)
  }

  private static func side(_ values: [Double]) -> Side {
    let (low, high) = (values.min() ?? 0, values.max() ?? 0)
    return Side(middle: low / 2 + high / 2, half: max(0.6 * (high - low), 1e-12))
  }
}
