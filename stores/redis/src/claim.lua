-- Claims a key, unless it is claimed. KEYS: the key. ARGV: the payload's hash, the claim's token, the lease in milliseconds.
-- Gives 0 for a claim; 1 where a call is under way, 2 where the key was used for another payload, 3 and the answer of an earlier call.
local payload, answer = unpack(redis.call('HMGET', KEYS[1], 'payload', 'answer'))
if not payload then
    redis.call('HSET', KEYS[1], 'payload', ARGV[1], 'token', ARGV[2])
    redis.call('PEXPIRE', KEYS[1], ARGV[3])
    return { 0, false }
elseif payload ~= ARGV[1] then
    return { 2, false }
elseif not answer then
    return { 1, false }
end
return { 3, answer }
