#pragma once
// The databases that the documents name, and what Appwrite calls them.
#include <span>
#include <string_view>

namespace planner {

/// "Region-free" are those that https://book.appread.io/high-availability lists as such. The document gives no mark for
/// egress. Adapters: appwrite/appwrite app/init/registers.php, _APP_DB_ADAPTER.
struct DatabaseEngine {
  std::string_view name = {};  // in a spec: "cockroachdb"
  std::string_view product = {};
  bool region_free = false;
  std::string_view adapter = {};  // of _APP_DB_ADAPTER
  int port = 0;                   // its default
  std::string_view since = {};    // Appwrite version whose adapter takes it; empty: any
  std::string_view note = {};
};

std::span<const DatabaseEngine> database_engines();

std::span<const std::string_view> database_engine_names();

/// Null where there is none of that name.
const DatabaseEngine* find_database_engine(std::string_view name);

}  // namespace planner
