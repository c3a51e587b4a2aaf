-- Takes a place of each quota. KEYS: the quotas. ARGV, for each: the microseconds after which a place comes back, and the number of places.
-- Gives for each 1 for a call in time, else 0; and by how many microseconds the caller is ahead. Kept is the theoretical arrival time, until it has come.
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local standings = {}
for i, key in ipairs(KEYS) do
    local back = tonumber(redis.call('GET', key) or now)
    local in_time, ahead = gcra(math.max(back - now, 0), tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i]))
    if in_time == 1 then
        -- No longer than 285 years, of which Redis can say when they are over.
        local milliseconds = math.min(math.ceil(ahead / 1000), 9e12)
        redis.call('SET', key, string.format('%.0f', now + ahead), 'PX', string.format('%.0f', milliseconds))
    end
    standings[i] = { in_time, string.format('%.0f', ahead) }
end
return standings
