#include "planner/quorum/loss/one_more_zone.hpp"

#include <cstddef>

#include "planner/quorum/quorum.hpp"

namespace planner {
namespace {

void set_fatal(LossModel& model) {
  const int managers = static_cast<int>(model.manager_p.size());
  model.fatal = managers - majority_of(managers) + 1;
}

}  // namespace

LossModel with_manager(LossModel model, double manager_p, std::span<const double> own, std::span<const int> around) {
  const int manager = static_cast<int>(model.manager_p.size());
  model.manager_p.push_back(manager_p);
  for (const int domain : around) model.domains[static_cast<std::size_t>(domain)].managers.push_back(manager);
  for (const double p : own) model.domains.push_back({{manager}, p, {}});
  set_fatal(model);
  return model;
}

LossModel without_manager(LossModel model, int manager) {
  model.manager_p.erase(model.manager_p.begin() + manager);
  for (FallibleDomain& domain : model.domains) {
    std::erase(domain.managers, manager);
    for (int& other : domain.managers)
      if (other > manager) --other;
  }
  set_fatal(model);
  return model;
}

}  // namespace planner
