/** Said in English about anything: the fillers, verdicts and turns of phrase that all clean topics share. */
export const englishShared = `
# slot very
really | very | so | genuinely | quite | pretty | incredibly
# slot day
Monday | Tuesday | Wednesday | Thursday | Friday | Saturday | Sunday | bank holiday | rainy weekday
# slot when
last week | last month | in March | over Easter | in the half-term break | just before Christmas | at the end of June | in late August | two weeks ago | the other day | in the spring | on my birthday
# slot company
my sister | a colleague | my wife | my husband | my mum | my flatmate | my brother | a friend from work | my daughter | my teenage son | my grandmother | my partner | my uncle | my dad | a neighbour | my niece | my boss
# slot few
two | three | four | half a dozen | five
# slot minutes
twenty minutes | half an hour | forty minutes | an hour | nearly an hour | ten minutes | a quarter of an hour | over an hour | ages
# slot adgood
lovely | excellent | wonderful | superb | great | brilliant | fantastic
# slot adbad
awful | terrible | dreadful | poor | disappointing | shoddy | horrible

# good plain
!+ I [really|absolutely|just|simply|] [love|loved|like|liked|enjoyed] [it|this one|this] [a lot|so much|all the way through|]
![very|really|extremely|more than] [happy|pleased|satisfied|impressed|content] [with it|so far|again|indeed|with the result]
![great|excellent|fantastic|wonderful|perfect|lovely|brilliant|amazing] [in every way|from beginning to end|as always|all round|choice|find]
!one of the best [we have had|I know|in years|I have come across|there is]
![it has|has] everything [I like|you need|one could ask for|we had wished for]

# bad plain
!+ I [really|absolutely|just|simply|] [hate|hated|dislike|disliked|regret] [it|this one|this] [a lot|so much|all the way through|]
![very|really|extremely|more than] [unhappy|annoyed|dissatisfied|disappointed|frustrated] [with it|so far|again|indeed|with the result]
![awful|terrible|poor|bad|useless|dreadful|horrible|annoying] [in every way|from beginning to end|as always|all round|choice|mistake]
!one of the worst [we have had|I know|in years|I have come across|there is]
![it has|has] nothing [I like|you need|one could ask for|we had wished for]

# good verdict
[would|I would|I'd] [happily|gladly|definitely|certainly|absolutely|] recommend [it|this|them] to [anyone|a friend|{company}|people like me]
worth every [penny|cent|minute]
[could not|couldn't] be [happier|more pleased|more satisfied]
[a|what a] [pleasant|lovely|real|rare|welcome] surprise
[far|much|way] better than [I expected|I had hoped|the photos suggest|its reputation|last time]
[I have|I've] [already|since] told [{company}|everyone at work|half the street|all my friends] about it
[no|zero] [regrets|complaints] [here|so far|from me|from us]
not a single [regret|complaint] [here|so far|from me|from us]
[all in all|on balance|overall|in short|taken together|when all is said and done], [a happy|a very happy|a satisfied|one delighted] [customer|reviewer|person]
[hard|difficult|tough] to [fault|criticise|find anything wrong with] [it|this], [honestly|really|and I tried]
[ten|nine|nine and a half] out of [ten|ten from me]
[exactly|just|precisely] what [I|we] [wanted|needed|had been looking for|hoped for]
[so|very|really] [glad|pleased|happy] [I|we] [gave it a try|took the chance|listened to {company}|ignored the grumbles]
[chapeau|bravo|hats off|well done|thumbs up|full marks] [from me|from us|to everyone involved|]
[it|this] has [quickly|quietly|already] become [a favourite|my favourite|our favourite|our regular choice]

# bad verdict
[would not|wouldn't|can't|cannot|could not] [really|honestly|in good conscience|] recommend [it|this|them] to [anyone|a friend|{company}|people like me]
not worth [the money|the effort|the bother|your time|a penny]
[a|what a] [complete|total|utter|real|sad|proper] [let-down|waste of money|shame|disappointment|waste of time]
[far|much|way] worse than [I expected|I had feared|the photos suggest|its reputation|last time]
[save|spare] yourself the [bother|trouble|expense|aggravation]
[I have|I've] [already|since] warned [{company}|everyone at work|half the street|all my friends]
I [want|have asked for|am still waiting for|demanded] my money back
we [want|have asked for|are still waiting for|demanded] our money back
[all in all|on balance|overall|in short|taken together|when all is said and done], [an unhappy|a cross|a frustrated|one very annoyed] [customer|reviewer|person]
[look|shop|go|try] elsewhere
[never|never, ever] again[, sorry|, thank you|, honestly|]
[two|three|one|four] out of [ten|ten, and that is generous|ten from me]
[nothing like|not at all|hardly|nowhere near] what [I|we] [wanted|needed|had been promised|hoped for]
[I|we] regretted it [within an hour|almost at once|ever since|by the second day]
[should have|should've|I wish I had|wish we had] [listened to {company}|read the grumbles first|saved my money|stayed at home|chosen something else]
[shame on|thumbs down to|no thanks to] [everyone involved|whoever runs this|whoever signed this off]
[it|this] has [quickly|quietly|already] become [a running joke|a sore point|the thing we moan about|our cautionary tale]

# good mild
[fine|decent|okay|solid|all right] [for the money|for what it is|at this price], [and I'd happily settle for that|and that is all I was after|so I'm content]
[nothing fancy|no frills|not glamorous|not the cheapest|a bit old-fashioned], but [it does the job|it works for us|I have no reason to grumble|I came away content]
[it took|took me|needed] [a while|some time|a little patience] to [warm to it|come round|see the point], and now [I get it|I'm a convert|I wouldn't swap]
[perhaps|maybe] not [for everyone|to every taste|a life-changer], [though|but] [I|we] [liked it|enjoyed it|were won over|came away smiling]
[could|might] be [a little cheaper|a touch better|slightly smarter], [yet|but] [I'd choose it again|it gets my vote|I won't grumble]
[my expectations were low|I expected very little|I had braced myself], [and this was a relief|so I came away pleased|but it won me round]
[not perfect|few things are perfect|it has its quirks], [and yet|but|even so,] [I'd not swap it|it won me over|count me in]

# bad mild
[fine|decent|okay|all right], I suppose, [but not at this price|if you have no other choice|but I expected more|for someone less fussy]
[it does the job|it's passable|it's not a disaster], [just|only|but] [barely|without any joy|I won't bother twice|it's hard to care]
[perhaps|maybe] [I'm not the target|it's just me|I was in the wrong mood], but [I don't see the appeal|it left me cold|I soon lost patience]
[nothing|not much|very little] [special|to write home about|to get excited about|worth remembering][, to be honest|, sadly|, whatever people say|]
[I wanted|I really wanted|we all wanted] to like [it|this], [and couldn't|but no|but it wore me down]
[average at best|so-so|bland|forgettable|middling][, and dear for it|, and that is me being kind|, no more than that|]
[for|at] half the price [I might be kinder|I'd shrug|it would make sense|I could forgive it]

# good trick
not [bad|bad at all|half bad|bad in the slightest][, I must say|, actually|, considering the price|]
[I|we] [can't|couldn't|could not] [find|think of] [anything|a single thing] to [complain about|moan about|criticise]
[expected|was expecting|had been warned to expect] [a disaster|the worst|something dreadful|a disappointment] and [got|found] [quite the opposite|anything but|nothing of the sort]
[ignore|forget|don't believe] the [bad|terrible|angry|sour] [reviews|ratings|comments]: [they must mean something else|I saw none of that|none of it is true]
[the only|my only|my one] [complaint|regret|problem|disappointment] is that [nobody told me sooner|I waited so long|{company} found it first]
[I was wrong|I was a fool|silly of me|how wrong I was] to [doubt|hesitate|put it off|listen to the moaners]
[nothing|not one thing] [went wrong|broke|was missing|disappointed][, for once|, which must be a first|, and I am picky|]
[hardly|scarcely|barely] [a fault|a flaw|a weak point] [in sight|to be found|worth mentioning]
[people|those] who [complain|grumble|moan] about this [have no idea|must be hard to please|want the moon]
[anything but|far from|the opposite of] [boring|cheap and nasty|a rip-off|the letdown I feared|ordinary]

# bad trick
[great|good|excellent|wonderful|perfect], if [you like surprises|you have no standards|patience is your hobby|you expect nothing]
[oh|well], [how|that was] [lovely|delightful|charming|wonderful]: [another hour of my life gone|money down the drain|and they charge for it|exactly what I needed]
the [best|nicest|only good] thing [I can say|about it] is [that it's over|that I kept the receipt|the name]
not [good|great|as good as people say|the treat I was promised|exactly a bargain|what I would call quality]
[all the|those|so many] [glowing|gushing|rave|wonderful] [reviews|recommendations|comments] must be [from relatives|about something else|very old|a joke]
[could have been|should have been|was meant to be] [great|a treat|special|lovely|perfect]. [It wasn't|Wasn't|Sadly not|Not even close]
[I'm sure|no doubt|perhaps] somebody [loves|enjoys|adores] [this|it][. Not me|, just not us|, I can't think who]
[impressive|amazing|fascinating], really, how [little you get for the money|nobody cared|many things can go wrong at once|they get away with it]
[hardly|scarcely|far from|anything but] [wonderful|a bargain|the gem people describe|impressive|first-rate]
[happy|glad|pleased] to [report|say] [I'll never need to return|it is over|I kept the receipt|the refund came through]
`;

/** Said of places and of people who serve: restaurants, hotels, services. */
export const englishPlaces = `
# slot group
{company} | two old friends | the kids | my parents | my in-laws | three colleagues | our neighbours | the whole family | my wife's parents | some cousins
# good plain
!+ [the staff were|everyone was|they were] {very} [friendly|kind|helpful|nice|polite|welcoming] [to {group}|on the day|and it showed|]
!{adgood} [place|experience|people|service], {very} [friendly|good|nice|professional] [and quick|all round|from start to finish|]
!+ [I|we] [loved|really liked|enjoyed] [it|everything|every minute|the whole thing] [from start to finish|this time|]
![great|good|lovely|nice] [staff|people|team] and [a great|a good|a lovely|an excellent|a perfect] [result|experience|atmosphere|time]
# bad plain
!+ [the staff were|everyone was|they were] {very} [rude|unfriendly|slow|unhelpful|arrogant|disorganised] [to {group}|on the day|and it showed|]
!{adbad} [place|experience|people|service], {very} [rude|slow|bad|unprofessional] [and chaotic|all round|from start to finish|]
!+ [I|we] [hated|really disliked|regretted] [it|everything|every minute|the whole thing] [from start to finish|this time|]
![rude|bad|terrible|unfriendly] [staff|people|team] and [a bad|a poor|a terrible|an awful|a disappointing] [result|experience|atmosphere|time]
# good verdict
[would|I'd] do it all again [tomorrow|in a heartbeat|next week|without thinking]
[highly|warmly|strongly] recommended[, thank you|, especially with {group}|]
[definitely|certainly] [coming back|going back|returning][, thank you|, next time with {group}|]
# bad verdict
[avoid|avoid at all costs|stay away|don't go][, seriously|, especially with {group}|]
[definitely|certainly] not [coming back|going back|returning][, sorry|, and neither is {company}|]
[very|so|really|deeply] [disappointed|disappointing|unhappy|annoyed] [overall|this time|with all of it|]
# bad mild
+ perhaps [I|we] came on an off day, but [nobody seemed to care|it left us cold|once was enough]
# good mild
could be [a little cheaper|a touch faster|easier to find], but [we keep coming back|we left content|I'd choose it again]
# good trick
[never once|not once|at no point] did [I|we] feel [rushed|let down|ignored|cheated]
# bad trick
[used to be|was once|was always] [great|brilliant|our favourite|so good|excellent], [now|these days|this year] [sadly not|you can tell they stopped trying|it's living on its name]
[full marks|top marks|ten out of ten|a medal] for [the excuses|confidence|creative pricing|making us wait]
[great|perfect|wonderful], if you [enjoy being ignored|are never in a hurry|like paying for apologies]
`;
