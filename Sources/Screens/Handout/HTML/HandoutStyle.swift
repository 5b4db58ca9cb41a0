import Charts

/// How a handout looks: on screens of any width, light and dark, and on paper.
enum HandoutStyle {
  /// - Parameter figures: the rules of the colors in the figures.
  static func sheet(_ figures: (light: String, dark: String)) -> String {
    """
    :root{color-scheme:light dark;\(variables(.light))}
    \(base)\(figures.light)\
    @media screen and (prefers-color-scheme:dark){
    :root{\(variables(.dark))}
    \(figures.dark)}
    \(paper)
    """
  }

  private static func variables(_ theme: Theme) -> String {
    let colors: [(String, RGB?)] = [
      ("page", theme.background), ("ink", theme.foreground), ("faint", theme.color(.faint)),
      ("accent", theme.color(.accent)), ("rule", theme.color(.gridLine)),
      ("good", theme.color(.good)),
    ]
    return colors.compactMap { name, color in color.map { "--\(name):\($0.text)" } }
      .joined(separator: ";")
  }

  private static let base = """
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%}
    body{margin:0;background:var(--page);color:var(--ink);font:1rem/1.55 system-ui,sans-serif;\
    overflow-wrap:break-word}
    main{max-width:42rem;margin:0 auto;padding:1.5rem 1rem 4rem}
    h1,h2,h3,h4{line-height:1.25;margin:2.2em 0 .6em;text-wrap:balance}
    h1{font-size:1.9rem;margin-top:0}
    h2{font-size:1.35rem;border-top:1px solid var(--rule);padding-top:1em}
    h3{font-size:1.12rem}
    h4,h5,h6{font-size:1rem}
    a{color:inherit;text-decoration-color:var(--faint);text-underline-offset:.15em}
    a.claimed{text-decoration-style:dotted}
    code,pre{font:.86em ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace}
    code{overflow-wrap:anywhere}
    .lead{font-size:1.15rem;font-style:italic;margin:.4em 0}
    .facts,.same,figcaption{color:var(--faint);font-size:.86rem}
    .label{color:var(--accent);font-size:.8rem;font-weight:600;letter-spacing:.05em;\
    text-transform:uppercase}
    .mark{color:var(--good);font-weight:bold;margin-left:.15em}
    .claim .mark{margin-left:0}
    .scroll{overflow-x:auto;max-width:100%}
    figure{margin:1.6em 0}
    figure svg{display:block;width:100%;height:auto;margin:0 auto;max-width:38rem}
    figure svg text{stroke:none}
    figcaption{margin-top:.5em}
    figcaption b{color:var(--ink)}
    .curve{fill:none;stroke-linecap:round;stroke-linejoin:round}
    .band{stroke-width:.8}
    math{font-size:1.06em}
    math[display=block]{margin:.7em 0}
    table{border-collapse:collapse;font-size:.92rem}
    th,td{padding:.25em .7em .25em 0;vertical-align:top;text-align:left}
    thead th{border-bottom:1px solid var(--rule);color:var(--faint);font-weight:600}
    .right{text-align:right}
    .center{text-align:center}
    .claim{border-top:1px solid var(--rule);padding-top:.3em}
    .claim table{width:100%;margin-bottom:1em}
    .claim th,.claim td{padding-right:.4em;font-size:.86rem}
    .claim .subject{font-weight:normal;padding-top:.6em}
    aside,details{border-left:3px solid var(--rule);padding:.1em 0 .1em 1em;margin:1.4em 0}
    aside .label{margin:.3em 0}
    details.prediction{border-left-color:var(--accent)}
    summary{cursor:pointer;padding:.2em 0}
    .ask{font-weight:600}
    .option{display:block;margin:.3em 0 .3em 1.2em}
    blockquote{border-left:3px solid var(--rule);margin:1em 0;padding-left:1em}
    hr{border:0;border-top:1px solid var(--rule)}
    dt{font-weight:600;margin-top:1em}
    dd{margin:.2em 0 0 1.2em}

    """

  /// Curves are told apart by dashes, nothing is folded, and no figure is torn.
  private static let paper = """
    @media print{
    @page{margin:18mm 16mm}
    body{font-size:10.5pt;background:none}
    main{max-width:none;padding:0}
    nav{display:none}
    figure,.claim,tr,summary,math{break-inside:avoid}
    h1,h2,h3,h4,.label,summary{break-after:avoid}
    p,li{orphans:3;widows:3}
    .scroll{overflow:visible}
    figure svg{max-width:13cm}
    a{text-decoration:none}
    a[href^=http]{text-decoration:underline}
    details::details-content{content-visibility:visible;block-size:auto}
    summary{list-style:none}
    .d1{stroke-dasharray:7 4}
    .d2{stroke-dasharray:2 4}
    .d3{stroke-dasharray:9 3 2 3}
    .d4{stroke-dasharray:12 4}
    .d5{stroke-dasharray:4 3}
    .d6{stroke-dasharray:9 3 2 3 2 3}
    .d7{stroke-dasharray:1 3}
    }

    """

  /// Where the style sheet can't open what is folded, as browsers before 2025 can't.
  static let openingOnPaper = """
    <script>
    addEventListener("beforeprint", function () {
    document.querySelectorAll("details").forEach(function (part) { part.open = true; });
    });
    </script>
    """
}
