#pragma once
// The storage drivers that the documents list, with their marks, and what Appwrite calls them.
#include <span>
#include <string_view>

namespace planner {

/// The marks are the documents': https://book.appread.io/high-availability, table "Storage". Names of devices and
/// variables: appwrite/appwrite app/config/variables.php and app/init/resources.php.
struct StorageDriver {
  std::string_view name = {};     // in a spec: "wasabi"
  std::string_view company = {};  // "Wasabi"
  bool region_free = false;       // readers anywhere are served alike, and no single region takes the data with it
  bool free_egress = false;
  bool local = false;               // the disk of whichever node a task runs on
  bool needs_endpoint = false;      // its address is the user's own
  std::string_view device = {};     // of _APP_STORAGE_DEVICE
  std::string_view variables = {};  // _APP_STORAGE_<this>_ACCESS_KEY, _SECRET, _REGION, _BUCKET; empty: none
  std::string_view default_region = {};
  std::string_view since = {};  // Appwrite version that brought it; empty: before 1.0
  std::string_view note = {};   // where the mark and today differ; empty: nowhere
};

std::span<const StorageDriver> storage_drivers();

/// What a spec may write: names, and devices that have another name.
std::span<const std::string_view> storage_driver_names();

/// By name, or by Appwrite's name of the device ("dospaces"); null where there is none.
const StorageDriver* find_storage_driver(std::string_view name);

}  // namespace planner
