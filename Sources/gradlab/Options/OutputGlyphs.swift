import Charts
import Glibc

extension LookOptions {
  /// The glyphs for text on standard output: plain ones where the locale knows no others.
  var outputGlyphs: GlyphTier {
    setlocale(LC_CTYPE, "")
    let codeset = String(cString: nl_langinfo(nl_item(CODESET)))
    return ascii || codeset.uppercased() != "UTF-8" ? .ascii : .braille
  }
}
