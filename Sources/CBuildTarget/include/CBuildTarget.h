#ifndef GRADLAB_BUILD_TARGET_H
#define GRADLAB_BUILD_TARGET_H

/// The processor features that the compiler was allowed to use for this program, each followed by a
/// space: "avx2 fma ". Data only: the file is compiled like the Swift code, so none of it may run
/// before the processor is known to have these features.
extern const char gradlab_build_features[];

/// The same for Swift, which does not import arrays of unknown length.
static inline const char *gradlab_build_features_text(void) { return gradlab_build_features; }

#endif
