import CMarkGFM

/// A Markdown text as CommonMark's reference implementation reads it, with GitHub's tables.
final class MarkdownTree {
  private let document: OpaquePointer

  /// The library keeps its extensions in a list of its own, which is only read once they are there.
  private static let registration: Void = cmark_gfm_core_extensions_ensure_registered()

  init(_ text: [UInt8]) {
    _ = Self.registration
    let parser = cmark_parser_new(CMARK_OPT_DEFAULT)
    defer { cmark_parser_free(parser) }
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("table"))
    text.withUnsafeBytes { bytes in
      cmark_parser_feed(parser, bytes.bindMemory(to: CChar.self).baseAddress, bytes.count)
    }
    document = cmark_parser_finish(parser)
  }

  deinit { cmark_node_free(document) }

  var root: Node { Node(tree: self, pointer: document) }

  enum Kind: String {
    case document, list, item, paragraph, heading, table, text, code, strong, link, image
    case quote = "block_quote"
    case codeBlock = "code_block"
    case htmlBlock = "html_block"
    case rule = "thematic_break"
    case tableHeader = "table_header"
    case tableRow = "table_row"
    case tableCell = "table_cell"
    case softBreak = "softbreak"
    case lineBreak = "linebreak"
    case inlineHTML = "html_inline"
    case emphasis = "emph"
    case other
  }

  /// A block or an inline of the tree, which it keeps alive.
  struct Node {
    fileprivate let tree: MarkdownTree
    fileprivate let pointer: OpaquePointer

    var kind: Kind {
      Kind(rawValue: String(cString: cmark_node_get_type_string(pointer))) ?? .other
    }

    var children: [Node] {
      var children: [Node] = []
      var next = cmark_node_first_child(pointer)
      while let child = next {
        children.append(Node(tree: tree, pointer: child))
        next = cmark_node_next(child)
      }
      return children
    }

    /// The content of text, code and raw HTML.
    var literal: String { Self.string(cmark_node_get_literal(pointer)) }
    /// What stands behind the opening fence of a code block.
    var fenceInfo: String { Self.string(cmark_node_get_fence_info(pointer)) }
    var address: String { Self.string(cmark_node_get_url(pointer)) }
    /// What stands in quotes behind a link's address.
    var title: String { Self.string(cmark_node_get_title(pointer)) }
    var headingLevel: Int { Int(cmark_node_get_heading_level(pointer)) }
    /// Lines of the text, from 1.
    var firstLine: Int { Int(cmark_node_get_start_line(pointer)) }
    var lastLine: Int { max(firstLine, Int(cmark_node_get_end_line(pointer))) }
    /// In bytes, from 1.
    var firstColumn: Int { Int(cmark_node_get_start_column(pointer)) }

    /// The length of a fenced code block's fence and its character; nil for an indented block.
    var fence: (length: Int, mark: UInt8)? {
      var (length, offset, mark) = (Int32(0), Int32(0), CChar(0))
      guard cmark_node_get_fenced(pointer, &length, &offset, &mark) != 0 else { return nil }
      return (Int(length), UInt8(bitPattern: mark))
    }

    /// The mark of a list's item number `index`, from 0: "3.", "3)"; empty for a bullet.
    func listMark(_ index: Int) -> String {
      guard cmark_node_get_list_type(pointer) == CMARK_ORDERED_LIST else { return "" }
      let isClosed = cmark_node_get_list_delim(pointer) == CMARK_PAREN_DELIM
      return "\(Int(cmark_node_get_list_start(pointer)) + index)\(isClosed ? ")" : ".")"
    }

    /// How a table's columns are aligned: "l", "c", "r", or 0 where it is not said.
    var alignments: [UInt8] {
      let count = Int(cmark_gfm_extensions_get_table_columns(pointer))
      guard let values = cmark_gfm_extensions_get_table_alignments(pointer) else { return [] }
      return Array(UnsafeBufferPointer(start: values, count: count))
    }

    /// Visits the node and all below it, each when it is entered and those with children also when
    /// they are left.
    func walk(_ visit: (_ node: Node, _ isEntered: Bool) -> Void) {
      let iterator = cmark_iter_new(pointer)
      defer { cmark_iter_free(iterator) }
      while true {
        let event = cmark_iter_next(iterator)
        guard event != CMARK_EVENT_DONE, let next = cmark_iter_get_node(iterator) else { return }
        visit(Node(tree: tree, pointer: next), event == CMARK_EVENT_ENTER)
      }
    }

    private static func string(_ pointer: UnsafePointer<CChar>?) -> String {
      pointer.map { String(cString: $0) } ?? ""
    }
  }
}
