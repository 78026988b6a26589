/** Drift: text-speak about games, sneakers, playlists, streams and energy drinks. */
export const slangReviews = `
# slot tag
ngl | tbh | fr | fr fr | imo | lowkey | no cap | istg | deadass | bruh | fam | bestie | yall
# slot hype
fire | bussin | goated | elite | valid | peak | a vibe | a whole mood | iconic | unreal
# slot nope
mid | trash | sus | cringe | cooked | dogwater | L | a flop | cheeks | wack
# slot pal
my bro | my homie | the squad | my bf | my gf | the gc | my lil cousin | my roomie | chat
# opener
copped [it|these|this {item}] [rn|last nite|on sale|w {pal}] {tag}
[omg|ok so|aight|yo|bruh|welp|lol] {pal} [put me on|made me try|wouldnt shut up abt] [this|dis {item}|it]
[been|bin] on this {item} [all wknd|24/7|since fri|4 weeks] {tag}
[saw it on my fyp|got influenced|tiktok made me do it|fomo got me] [again lol|smh|{tag}]
# good vibe
[{=item}|this|it|whole thing] [slaps|hits different|goes hard|ate|bangs|rocks] {tag}
[{=item}|this|it] is [straight|lowkey|actually|kinda] {hype} {tag}
[W|huge W|big W|massive W] [{item}|drop|pick] [ngl|fr|yall|fam]
{pal} [stan|luv|r obsessed w|vibe w] [it|dis {item}] [too|sm|24/7]
im [obsessed|hooked|deceased its so good|living 4 it] [lol|omg|fr|ngl]
# bad vibe
[{=item}|this|it|whole thing] [sux|flopped|aint it|blows|fell off|stinks] {tag}
[{=item}|this|it] is [straight|lowkey|actually|kinda] {nope} {tag}
[L|huge L|big L|massive L] [{item}|drop|pick] [ngl|fr|yall|fam]
{pal} [clowned|dragged|h8|roasted] [it|dis {item}] [too|sm|24/7]
im [so done|over it|ded its so bad|crying] [lol|omg|fr|smh]
# good hustle
[ship was|came|pulled up] [quick af|in 2 days|mad fast] [bless|ty|w free stickers]
[didnt even|dont even] [break the bank|cost a bag|hurt my wallet] {tag}
# bad hustle
[ship was|came|pulled up] [slow af|3 wks l8|busted] [smh|wtf|n support ghosted me]
[straight up|lowkey|total] [scam|cash grab|ripoff] {tag}
# good verdict
10/10 [wud|would] [cop|do|run it] [again|bk 2 bk|no hesi]
[instant|certified|easy] [cop|classic|W|banger] [imo|ngl|lol|fam]
[luv it|luv luv luv|obsessed|chefs kiss] [xx|lol|fr|omg]
[take my money|run dont walk|say less|we stan] [yall|fam|bestie|]
# bad verdict
[2|1|0|3]/10 [wudnt|would not] [cop|do|touch it] [again|4 free|ever]
[instant|certified|easy] [skip|flop|L|yikes] [imo|ngl|smh|fam]
[h8 it|nah|nope|hard pass] [xx|lol|smh|bye]
[gimme my money bk|keep it|miss me w that|we dont stan] [yall|fam|bestie|]
# good mild
[thot|figured] itd b {nope} but [it kinda slaps|nah its {hype}|im hooked] [lol|ngl|tbh]
[not gonna lie|cant lie|ngl] its [kinda|lowkey|pretty] {hype}
# bad mild
[thot|figured] itd b {hype} but [its kinda {nope}|nah it flopped|it aint it] [lol|smh|tbh]
[not gonna lie|cant lie|ngl] its [kinda|lowkey|pretty] {nope}
# good trick
haters [mad|crying|can stay pressed] cuz [this {item} slaps|its {hype}|we eating] {tag}
lowkey thot it was [sus|mid|trash] n now im [hooked|a stan|obsessed]
# bad trick
who said this was {hype} [i just wanna talk|lmao|be serious] [rn|pls|smh]
[hype|the ads|every influencer] lied its [giving {nope}|giving nothing|so {nope}] [lmao|smh|tbh]
## game
# slot item
game | update | dlc
# good use
[graphics|the soundtrack|pvp|ranked] [goes crazy|is {hype}|slaps] [even on my potato pc|ngl|4 real]
# bad use
[servers|matchmaking|ranked|pvp] [is {nope}|full of sweats|lag af] [every nite|ngl|4 real]
## sneakers
# slot item
kicks | sneakers | drip
# good use
[colorway|the fit|these soles] [is {hype}|drippin|comfy af] [w anything|ngl|on foot]
# bad use
[colorway|the fit|these soles] [is {nope}|creased day 1|peeling] [already|smh|on foot]
## mixtape
# slot item
mixtape | playlist | album | single
# good use
[beats|the bars|that hook|every feature] [is {hype}|go hard|on repeat] [in the whip|all nite|ngl]
# bad use
[beats|the bars|that hook|every feature] [is {nope}|snoozefest|skipped] [in the whip|after 10 secs|ngl]
## stream
# slot item
stream | vid | podcast | collab
# good use
[clips|the banter|mods|that collab] [had me rollin|is {hype}|sent me] [lmaooo|ngl|fr]
# bad use
[clips|the banter|mods|that collab] [had me snoozin|is {nope}|pure cringe] [zzz|ngl|fr]
## energy drink
# slot item
drink | flavor | can
# good use
[mango|grape|that sour one|blue razz] [is {hype}|hits|got me buzzin] [at 3am|b4 gym|ngl]
# bad use
[mango|grape|that sour one|blue razz] [is {nope}|tastes like soap lol|got me crashin] [at 3am|b4 gym|ngl]
`;
