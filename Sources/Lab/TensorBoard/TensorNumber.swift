/// The number of a tensor that has one element.
/// - Source: TensorFlow, `tensor.proto` and `types.proto`
enum TensorNumber {
  /// nil: it has another number of elements, or they are no numbers.
  static func number(_ bytes: [UInt8], _ range: Range<Int>) throws(MalformedMessage) -> Double? {
    var fields = WireReader(bytes, range)
    var type = 0
    var numbers: [Double] = []
    var content: Range<Int>?
    while let (number, value) = try fields.next() {
      switch number {
      case 1: type = try value.integer()
      case 2: if try !isSingle(bytes, try value.range()) { return nil }
      case 4: content = try value.range()
      case 5...7, 10: numbers += try listed(bytes, value, field: number)
      default: break
      }
    }
    if numbers.isEmpty, let content, !content.isEmpty {
      numbers += try raw(bytes, content, type: type)
    }
    return numbers.count == 1 ? numbers[0] : nil
  }

  /// Whether a shape has one element: all sizes are 1.
  private static func isSingle(
    _ bytes: [UInt8], _ range: Range<Int>
  ) throws(MalformedMessage) -> Bool {
    var shape = WireReader(bytes, range)
    while let (number, value) = try shape.next() {
      guard number == 2 else { continue }
      var dimension = WireReader(bytes, try value.range())
      var size = 0
      while let (number, value) = try dimension.next() {
        if number == 1 { size = try value.integer() }
      }
      if size != 1 { return false }
    }
    return true
  }

  /// Numbers in the field of their type: 5 single, 6 double, 7 and 10 whole; packed or one by one.
  /// Of more than one the rest is not read.
  private static func listed(
    _ bytes: [UInt8], _ value: WireReader.Value, field: Int
  ) throws(MalformedMessage) -> [Double] {
    guard case .bytes(let range) = value else {
      switch field {
      case 5: return [Double(try value.float())]
      case 6: return [try value.double()]
      default: return [Double(try value.integer())]
      }
    }
    var packed = WireReader(bytes, range)
    var numbers: [Double] = []
    while !packed.isAtEnd, numbers.count < 2 {
      switch field {
      case 5: numbers.append(Double(Float(bitPattern: try packed.fixed())))
      case 6: numbers.append(Double(bitPattern: try packed.fixed()))
      default: numbers.append(Double(Int64(bitPattern: try packed.varint())))
      }
    }
    return numbers
  }

  /// The bytes of the elements one after the other, of the types 1 single, 2 double, 3 and 9 whole of
  /// 32 and 64 bits.
  private static func raw(
    _ bytes: [UInt8], _ range: Range<Int>, type: Int
  ) throws(MalformedMessage) -> [Double] {
    var content = WireReader(bytes, range)
    let number: Double
    switch type {
    case 1: number = Double(Float(bitPattern: try content.fixed()))
    case 2: number = Double(bitPattern: try content.fixed())
    case 3: number = Double(Int32(bitPattern: try content.fixed()))
    case 9: number = Double(Int64(bitPattern: try content.fixed()))
    default: return []
    }
    return content.isAtEnd ? [number] : []
  }
}
