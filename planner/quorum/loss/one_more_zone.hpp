#pragma once
// What one more zone would buy: the model with a manager more, or with one moved; the caller judges it anew.
#include <span>

#include "planner/quorum/loss/loss_model.hpp"

namespace planner {

/// A manager, the last one, in a new zone: `own` are the unavailabilities of the domains that hold it alone (its
/// zone; its region where that is new), `around` the model's domains that take it too (a region that is there already).
LossModel with_manager(LossModel model, double manager_p, std::span<const double> own,
                       std::span<const int> around = {});

/// Demoted: later ones move up by one number. Moved into a new zone: with_manager, then this.
LossModel without_manager(LossModel model, int manager);

}  // namespace planner
