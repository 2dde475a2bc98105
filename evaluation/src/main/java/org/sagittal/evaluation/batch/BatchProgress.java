package org.sagittal.evaluation.batch;

/**
 * How far a batch has come; told after every case, one at a time.
 *
 * @param done cases finished, those of an earlier run included
 * @param cases all cases
 * @param latest what just finished
 */
public record BatchProgress(int done, int cases, CaseResult latest) {}
