package import Experiments
internal import Lessons

/// What runs have come to, for who keeps or compares it.
extension Session {
  /// The run of an arm as it is when the commands so far have been taken up; nil where it has none, or is
  /// still on its way to where it is to be. Waits for the arm; call it on a thread of your own.
  package func run(of arm: String) throws -> Run? {
    let ticket = try state.withLock { state in
      let index = try state.place(ofArm: arm)
      state.markCount += 1
      state.errands[index].append(.lend(state.markCount))
      post(state)
      return state.markCount
    }
    return forkDesk.take(ticket)?.run
  }

  /// What has happened so far, for who writes it down.
  package var journal: SessionJournal {
    state.withLock { state in
      var journal = state.journal
      journal.takenUp = board.withLock { $0.arms.map(\.takenUp) }
      return journal
    }
  }

  /// Training steps that its arms have taken, those on the way to another step included; those under way
  /// not yet.
  package var stepsTaken: Int {
    board.withLock { $0.arms.reduce(0) { $0 + $1.stepsTaken } }
  }

  /// Where all arms are when they have taken up the commands so far. Waits for each; call it on a thread of
  /// your own.
  package func point() -> SessionPoint {
    let (command, tickets) = state.withLock { state in
      let tickets = state.lesson.arms.indices.map { index in
        state.markCount += 1
        state.errands[index].append(.lend(state.markCount))
        return state.markCount
      }
      post(state)
      return (state.log.count, tickets)
    }
    let ids = lesson.arms.map(\.id)
    let arms = zip(ids, tickets).map { id, ticket in
      let parcel = forkDesk.take(ticket)
      return SessionPoint.Arm(id: id, step: parcel?.here?.step, run: parcel?.run)
    }
    return SessionPoint(command: command, arms: arms)
  }
}
