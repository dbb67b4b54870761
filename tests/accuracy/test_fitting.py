"""Fitting the confidence: the regression, the figures of its quality, and the choice of the threshold."""

from __future__ import annotations

import numpy as np
import pytest

from training.confidence import Row, brier, by_turns, calibration_error, choose_threshold, curve, fit, targets


def rows(right: int, wrong: int, feature: str) -> list[Row]:
    """Triples with this feature, each of a document of its own."""
    return [Row(f"{feature}{n}", "own", False, (feature,), n < right) for n in range(right + wrong)]


def test_a_feature_without_a_penalty_gets_the_log_odds_of_its_triples() -> None:
    some = [*rows(30, 10, "a"), *rows(10, 30, "b")]
    model = fit(some, 1e-4)
    assert model.predict([some[0], some[40]]) == pytest.approx([0.75, 0.25], abs=1e-3)


def test_a_penalty_draws_towards_the_mean_and_rare_features_have_no_weight() -> None:
    some = [*rows(30, 10, "a"), *rows(10, 30, "b"), *rows(4, 0, "rare")]
    model = fit(some, 16.0)
    assert "rare" not in model.names
    assert 0.25 < model.predict([some[40]])[0] < 0.5 < model.predict([some[0]])[0] < 0.75


def test_no_document_is_judged_by_weights_fitted_on_it() -> None:
    some = [Row(f"d{n}", "own", False, (f"only{n}",), n == 0) for n in range(20) for _ in range(6)]
    apart = by_turns(some, 1e-3)
    assert apart[0] < 0.1
    assert fit(some, 1e-3).predict(some[:1])[0] > 0.9


def test_fitting_twice_gives_the_same() -> None:
    some = [*rows(9, 4, "a"), *rows(3, 8, "b")]
    assert np.array_equal(fit(some, 2.0).weights, fit(some, 2.0).weights)


def test_quality_counted_by_hand() -> None:
    p, y = np.array([0.25, 0.25, 0.95, 1.0]), np.array([0.0, 1.0, 1.0, 1.0])
    assert brier(p, y) == pytest.approx((0.0625 + 0.5625 + 0.0025 + 0) / 4)
    assert curve(p, y) == [(0.2, 2, 0.25, 0.5), (0.9, 2, pytest.approx(0.975), 1.0)]
    assert calibration_error(p, y) == pytest.approx((2 * 0.25 + 2 * 0.025) / 4)


def test_the_threshold_has_the_best_f1_of_those_precise_enough() -> None:
    p, y = (
        np.array([0.2, 0.4, 0.6, 0.8]),
        targets([*rows(0, 1, "a"), *rows(1, 0, "b"), *rows(0, 1, "c"), *rows(1, 0, "d")]),
    )
    assert choose_threshold(p, y, 2, 0.0) == 0.21
    assert choose_threshold(p, y, 2, 0.7) == 0.61
    assert choose_threshold(p, np.zeros(4), 2, 0.7) == 0.0
