#include "planner/whatif/loss_gravity.hpp"

#include <algorithm>

namespace planner {
namespace {

double gravity_of(const std::vector<Shortage>& shortages) {
  double sum = 0;
  for (const Shortage& shortage : shortages) {
    const auto missing = static_cast<double>(shortage.wanted - shortage.held);
    const bool tasks = shortage.kind == Shortage::Kind::alone || shortage.kind == Shortage::Kind::port;
    sum += tasks ? missing : missing / std::max(1.0, static_cast<double>(shortage.wanted));
  }
  return std::max(sum, 1e-9);
}

}  // namespace

double gravity(const Fit& fit) {
  if (fit.fits != Fits::no) return fit.fits == Fits::unknown ? 0 : -1;
  return gravity_of(fit.shortages);
}

double crowding(const CapacityModel& model, const Fit& fit, const std::vector<std::int64_t>& left) {
  std::vector<Shortage> crowded = fit.shortages;
  std::erase_if(crowded, [&](const Shortage& shortage) {
    for (std::size_t kind = 0; kind < left.size(); ++kind)
      for (const int task : shortage.tasks)
        if (left[kind] > 0 && model.question.nodes[kind].may[static_cast<std::size_t>(task)]) return false;
    return true;
  });
  return crowded.empty() ? -1 : gravity_of(crowded);
}

}  // namespace planner
