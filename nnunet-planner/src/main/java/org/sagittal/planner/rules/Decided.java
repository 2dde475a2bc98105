package org.sagittal.planner.rules;

/**
 * A value and the record of how it was chosen.
 *
 * @param <T> what was decided
 * @param value the choice
 * @param decision question, inputs, alternatives and reason
 */
public record Decided<T>(T value, Decision decision) {}
