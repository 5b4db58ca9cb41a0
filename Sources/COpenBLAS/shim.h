#pragma once

#include <cblas.h>
#include <stddef.h>

// LAPACK by its Fortran symbols: the C header of LAPACKE would be a second package, and these are few.
// The trailing size_t is the length that Fortran passes for a character argument.

void dgesdd_(const char *job, const int *m, const int *n, double *a, const int *lda, double *s,
             double *u, const int *ldu, double *vt, const int *ldvt, double *work,
             const int *lwork, int *iwork, int *info, size_t jobLength);

void dgeqrf_(const int *m, const int *n, double *a, const int *lda, double *tau, double *work,
             const int *lwork, int *info);

void dorgqr_(const int *m, const int *n, const int *k, double *a, const int *lda,
             const double *tau, double *work, const int *lwork, int *info);
