#include "planner/catalogue/storage_drivers.hpp"

#include <algorithm>

namespace planner {
namespace {

constexpr StorageDriver drivers[] = {
    {.name = "s3", .company = "Amazon S3", .device = "s3", .variables = "S3", .default_region = "us-east-1"},
    {.name = "spaces",
     .company = "DigitalOcean Spaces",
     .device = "dospaces",
     .variables = "DO_SPACES",
     .default_region = "us-east-1"},
    {.name = "backblaze",
     .company = "Backblaze B2",
     .device = "backblaze",
     .variables = "BACKBLAZE",
     .default_region = "us-west-004"},
    {.name = "linode",
     .company = "Linode Object Storage",
     .device = "linode",
     .variables = "LINODE",
     .default_region = "eu-central-1"},
    {.name = "wasabi",
     .company = "Wasabi",
     .region_free = true,
     .device = "wasabi",
     .variables = "WASABI",
     .default_region = "eu-central-1",
     .note = "a Wasabi bucket lies in one region; free egress is what Wasabi itself promises, so that the document's "
             "mark may stand in the wrong column"},
    {.name = "r2",
     .company = "Cloudflare R2",
     .region_free = true,
     .free_egress = true,
     .needs_endpoint = true,
     .device = "s3",
     .variables = "S3",
     .default_region = "auto",
     .since = "1.6.2",
     .note = "the document says that Appwrite does not support it yet: since 1.6.2 it does, as S3 with an endpoint"},
    {.name = "s3-compatible",
     .company = "any S3 endpoint",
     .needs_endpoint = true,
     .device = "s3",
     .variables = "S3",
     .default_region = "us-east-1",
     .since = "1.6.2",
     .note = "not in the document's table; whether it is region-free hangs on who runs it"},
    {.name = "local", .company = "a node's own disk", .local = true, .device = "local"},
};

constexpr std::string_view names[] = {"s3",     "spaces", "dospaces",      "backblaze", "linode",
                                      "wasabi", "r2",     "s3-compatible", "local"};

}  // namespace

std::span<const std::string_view> storage_driver_names() { return names; }

std::span<const StorageDriver> storage_drivers() { return drivers; }

const StorageDriver* find_storage_driver(std::string_view name) {
  const auto by_name = std::ranges::find(drivers, name, &StorageDriver::name);
  if (by_name != std::end(drivers)) return by_name;
  const auto by_device = std::ranges::find(drivers, name, &StorageDriver::device);
  return by_device != std::end(drivers) ? by_device : nullptr;
}

}  // namespace planner
