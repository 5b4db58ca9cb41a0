import Charts
import Lab
import Lessons

extension AppModel {
  /// The model as it is under the palette: what its lines are about.
  var underPalette: AppModel {
    var model = self
    model.palette = nil
    return model
  }

  /// Everything that can be done here by name: commands, what keys do, the most important first, and what
  /// the commands can be given.
  var paletteEntries: [PaletteEntry] {
    let under = underPalette
    let commands = PaletteCommand.all.filter { $0.applies(under) }
    return commands.map { command in
      PaletteEntry(
        name: command.word, argument: command.argument, does: command.does, key: nil,
        taken: command.worksAlone ? .line : .unfinished)
    } + under.keyLines + commands.flatMap { $0.lines(under) }
  }

  /// What the keys do here, in the order of the footer.
  private var keyLines: [PaletteEntry] {
    let useless: Set<Binding.Group> = [.move, .text]
    let lines = keys.lines.filter { binding in
      binding.applies(to: self) && !useless.contains(binding.group)
        && ![.command, .cancel, .interrupt].contains(binding.action)
    }
    var seen: Set<Action> = []
    return lines.sorted { footerRank($0) < footerRank($1) }.filter {
      seen.insert($0.action).inserted
    }.map {
      PaletteEntry(
        name: $0.action.name, does: $0.does, key: Footer.short($0.label), taken: .action($0.action))
    }
  }

  /// Lines that the footer shows come before those that it does not, and help, which all know, last.
  private func footerRank(_ binding: Binding) -> Int {
    binding.action == .help ? .max : binding.word(self) == nil ? 100 + binding.rank : binding.rank
  }

  /// What a key does while a command is typed.
  mutating func performInPalette(_ action: Action) -> [Effect] {
    guard var palette else { return [] }
    let lines = palette.matches(among: paletteEntries)
    switch action {
    case .erase:
      palette.field.erase()
      (palette.chosen, palette.refusal) = (nil, nil)
    case .eraseAll:
      palette.field.eraseAll()
      (palette.chosen, palette.refusal) = (nil, nil)
    case .complete:
      if let line = palette.line(among: lines) { palette.complete(line) }
    case .cancel, .back:
      self.palette = nil
      return []
    case .accept: return accept(palette, lines)
    default:
      palette.chosen = action.listPlace(
        from: palette.chosen ?? 0, count: lines.count, in: Size(columns: 80, rows: 2 * Self.page))
    }
    self.palette = palette
    return []
  }

  /// Lines of a screenful.
  private static let page = 8

  /// Carries out what was typed, or the line that was chosen.
  private mutating func accept(_ palette: Palette, _ lines: [PaletteEntry]) -> [Effect] {
    let (word, argument) = palette.parts
    if word.isEmpty, palette.chosen == nil { return refuse("type what to do, or choose a line") }
    let under = underPalette
    let command = PaletteCommand.all.first { $0.word == word }
    // Half a name stands for the line that begins with it.
    let isNamed = lines.first.map {
      $0.taken == .line && $0.distance(from: palette.field.text) == 0
    }
    guard let command, isNamed != true, palette.chosen == nil,
      !argument.isEmpty || command.worksAlone
    else { return take(palette.line(among: lines), palette) }
    guard command.applies(under) else { return refuse(command.otherwise) }
    self = under
    switch command.perform(&self, argument) {
    case .done(let effects): return effects
    case .refused(let reason):
      self.palette = palette
      return refuse(reason)
    }
  }

  private mutating func take(_ line: PaletteEntry?, _ palette: Palette) -> [Effect] {
    guard let line else {
      return refuse("nothing here is called \u{201C}\(palette.parts.word)\u{201D}")
    }
    switch line.taken {
    case .unfinished:
      self.palette?.complete(line)
      return []
    case .action(let action):
      self = underPalette
      return perform(action)
    case .line:
      var named = Palette()
      named.insert(line.name)
      let (word, argument) = named.parts
      guard let command = PaletteCommand.all.first(where: { $0.word == word }) else { return [] }
      self = underPalette
      switch command.perform(&self, argument) {
      case .done(let effects): return effects
      case .refused(let reason):
        self.palette = palette
        return refuse(reason)
      }
    }
  }

  private mutating func refuse(_ reason: String) -> [Effect] {
    palette?.refusal = reason
    return []
  }
}

extension Palette {
  /// The line that is taken: the chosen one, or the first.
  func line(among lines: [PaletteEntry]) -> PaletteEntry? {
    let place = min(chosen ?? 0, lines.count - 1)
    return lines.indices.contains(place) ? lines[place] : nil
  }
}
