#pragma once
// The oracle: every state of independent events, one by one, in rational numbers. Shares no code with planner/quorum.
#include <boost/multiprecision/cpp_int.hpp>
#include <functional>
#include <random>
#include <vector>

#include "planner/quorum/loss/loss_model.hpp"

namespace planner::test {

using Exact = boost::multiprecision::cpp_rational;

/// The probability that `holds`, where event i happens with exactly p[i]. At most about 20 events.
Exact exact_probability(const std::vector<double>& p, const std::function<bool(const std::vector<bool>&)>& holds);

/// Managers first, then domains.
std::vector<double> events_of(const LossModel& model);

/// Which managers are lost when these events happen; further events are ignored.
std::vector<bool> lost_managers(const LossModel& model, const std::vector<bool>& happened);

Exact exact_loss(const LossModel& model);

/// |value − exact| ≤ share · exact.
bool is_near(double value, const Exact& exact, double share = 1e-12);

/// Up to six managers and six domains that nest, overlap, are alike or empty; figures from 0 and 1 down to 1e-23.
LossModel random_loss_model(std::mt19937& random);

/// Of every size, some 0 and some 1.
double random_p(std::mt19937& random);

/// 0 … below − 1.
int pick(std::mt19937& random, int below);

}  // namespace planner::test
