#pragma once
// Where an application's files and records live: outside the Swarm, or on its nodes.
#include <optional>
#include <string>
#include <vector>

#include "planner/model/source_range.hpp"

namespace planner {

/// Names are those of planner/catalogue.
struct Storage {
  std::string driver;                // of the catalogue; "s3-compatible" where s3 has an endpoint
  std::string bucket;                // empty: known at deploy time
  std::string endpoint;              // empty: the driver's own
  std::vector<std::string> regions;  // the provider's names of those that hold the data; may be empty
  std::vector<std::string> uses;     // kept there: files, builds, deployments; never empty
  SourceRange where;                 // of the driver
  SourceRange uses_where;
};

enum class Hosting { unknown, managed, self };

struct Database {
  std::string engine;  // of the catalogue
  Hosting hosting = Hosting::unknown;
  std::string host;  // empty: known at deploy time
  std::vector<std::string> regions;
  SourceRange where;  // of the engine
};

}  // namespace planner
