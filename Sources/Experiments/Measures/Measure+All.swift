extension Measure {
  /// Whether its numbers are shares of something, from 0 to 1.
  public var isShare: Bool {
    let shares: [Measure] = [
      .testAccuracy, .maskAgreement, .exactMatch, .tokenAccuracy, .attentionMass, .attentionArgmax,
      .wordAlignment, .previousMass, .inductionMass, .neighborShare, .saturatedShare, .deadShare,
      .trainingPathShare,
    ]
    return shares.contains(self)
  }

  /// Every measure there is, in the order of the authors' guide.
  public static let all: [Measure] = [
    .trainLoss, .testLoss, .testAccuracy, .maskAgreement, .learningRate, .trainSetLoss,
    .gradientThroughTime, .stateGradientThroughTime, .recurrentSingularLargest,
    .recurrentSingularSmallest, .gateMean, .gradientByLag, .directPath, .countedLoss,
    .exactMatch, .tokenAccuracy, .attentionMass, .attentionArgmax, .wordAlignment,
    .previousMass, .inductionMass, .shuffleError,
    .positions, .positionProducts, .positionSimilarity, .positionSpread,
    .activationMean, .activationMeanSquare, .activationHistogram, .saturatedShare, .deadShare,
    .gradientNorm, .signalGradientNorm, .gradientHistogram, .weightGradientNorm, .updateRatio,
    .weightNorm, .biasNorm, .weightHistogram, .weightGradientHistogram,
    .trainSetDeadShare, .trainSetActivity,
    .weight, .weightGradient, .firstMoment, .secondMomentRoot, .weightStep,
    .jacobianLargest, .jacobianMedian, .jacobianSmallest,
    .batchMean, .runningMean, .batchDeviation, .runningDeviation, .statisticsGap,
    .averagedOver,
    .landscape, .landscapeMedian, .landscapeRise, .landscapeRatio, .trainingPath,
    .trainingPathShare,
    .attention, .filters, .featureMaps, .input, .trainImages, .gate, .confusion, .decision,
    .embeddingMap, .neighbors, .neighborShare, .oneHotError,
    .computation, .residualBlock, .unrolled, .dropoutMasks, .sample, .classProbabilities,
    .loss, .distance, .coordinate, .variance, .stepLength, .surface,
    .sampleMean, .sampleValue, .sampleError, .sampleExcess, .sampleCount,
    .value, .bars, .curves, .table, .formulas,
    .photograph, .filtered, .photographAndMap, .window, .shiftError, .mapChange, .mapRows,
    .mapValue,
    .receptiveField, .receptiveExtent, .windowRows, .windowPlaces,
  ]
}
