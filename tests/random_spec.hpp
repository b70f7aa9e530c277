#pragma once
// Small random specs as TOML text, for tests that need links, coordinates, edges, racks or declared domains.
#include <random>
#include <string>

#include "planner/model/cluster.hpp"

namespace planner::test {

struct SpecWish {
  bool hub = false;     // the first region holds no manager, and most links lead there
  bool links = false;   // every core region is reached, some links end at zones, racks and groups
  bool groups = false;  // some regions stand in groups
  bool racks = false;
  bool edges = false;
  bool domains = false;        // up to three, of up to two kinds, over places, hosts and roles; they may overlap
  bool whole_domains = false;  // declared domains name regions and zones alone
  bool scaling = false;        // pools that scale by themselves
  bool workers = true;
  bool goals = false;  // survive for some levels, and a joint goal now and then
  bool locations = false;
  bool rtts = false;      // figures on most links
  bool measured = false;  // some cells of [latency], between places of any levels
  int most_managers = 9;
  int most_regions = 4;
};

struct RandomSpec {
  std::string text;
  Cluster cluster;
};

/// A spec that reads, with at least one manager.
RandomSpec random_spec(std::mt19937& random, const SpecWish& wish);

/// 0 … below − 1.
int draw(std::mt19937& random, int below);

}  // namespace planner::test
