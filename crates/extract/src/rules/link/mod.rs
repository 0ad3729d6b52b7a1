//! Which target an amount counts towards, how surely, and why.

mod against;
mod candidates;
mod pairs;
mod prepared;
mod silent;
mod sure;
mod units;

pub(crate) use self::against::is_short_for;
pub(crate) use self::candidates::ONLY_A_STEP;
pub(crate) use self::pairs::{Pair, common, is_generic, is_verb, pair, pairs};
pub(crate) use self::prepared::{Prepared, Targets};
pub(crate) use self::silent::named;
pub(crate) use self::sure::{BY_WORDS, ONLY_ADDED, ONLY_BEGUN};
pub(crate) use self::units::{agrees, agrees_closely, per_head, percent_of, same_unit, threshold};

use self::against::AGAINST;
use self::candidates::Best;
use self::silent::says_nothing;
use crate::rules::kinds::PAID;
use crate::text::{Phrase as _, any_of};
use crate::vocabulary::Dimension;
use shishi_domain::unit::convert;
use shishi_domain::{Amount, Decimal, Link};

/// A link as decided.
#[derive(Debug, Clone)]
pub(crate) struct Decision {
    pub target: Option<usize>,
    pub link: Link,
    pub reason: &'static str,
    /// How many pairs of characters its own words share with the target's.
    pub shared: usize,
    /// The units are the same.
    pub exact: bool,
    /// The stated percentage fits the target.
    pub told: bool,
    /// A percentage is stated, and it does not fit.
    pub misfit: bool,
    /// Its words name a step, though its percentage fits the target.
    pub step: bool,
    /// It and what is left make up the target.
    pub whole: bool,
}

impl Decision {
    pub fn none(link: Link, reason: &'static str) -> Self {
        Self {
            target: None,
            link,
            reason,
            shared: 0,
            exact: false,
            told: false,
            misfit: false,
            step: false,
            whole: false,
        }
    }
}

/// What is known about an amount of the narrative.
pub(crate) struct Candidate<'a> {
    pub amount: &'a Amount,
    pub dimension: Option<Dimension>,
    /// The words right around it.
    pub near: &'a str,
    /// The words of its sentence up to it.
    pub far: &'a str,
    /// The stage that its verb names, if it is short of the end.
    pub stage: Option<&'a str>,
    /// Its words name a part of the work, or a step of it: 路基, 沟槽开挖.
    pub step: bool,
    /// Its verb names the end: 完工, 验收.
    pub ended: bool,
    /// The percentage of completion stated right after it.
    pub percent: Option<Decimal>,
    /// It is one of a plan or a task, and not of something else: 占年度计划的169%.
    pub of_plan: bool,
    /// No word of completion stands before the percentage: 占60%.
    pub bare_percent: bool,
    /// It is counted per head or per thing.
    pub each: bool,
    /// It is the figure of a table cell, with no words of its own.
    pub table: bool,
    /// The sum from which on what it counts is counted.
    pub threshold: Option<Decimal>,
    /// A whole that its sentence names before it: 20个项目中5个.
    pub whole: Option<&'a Amount>,
    /// The noun that follows it: 亭 of 70个分类亭.
    pub noun: &'a str,
    /// All that stands right behind it, up to the next amount.
    pub after: &'a str,
    /// The number of the only target stands before it in its sentence.
    pub again: bool,
    /// It stands under a small heading that the title does not know.
    pub elsewhere: bool,
    /// The label its clause stands behind: 充电桩 of 充电桩:已投用438个.
    pub label: &'a str,
    /// It counts those who gain by the work.
    pub gained: bool,
    /// The target whose very number stands before it in its clause: 卫生类4个已完工1个.
    pub within: Option<usize>,
    /// What is counted, where it stands between a verb and the amount: 厢房 of 建成厢房38个.
    pub thing: &'a str,
    /// Its words say that something has been done or reached.
    pub done: bool,
    /// What its sentence tells behind it up to what is left or under way: 18 of 已完成132公里,剩余18公里.
    pub left: Vec<Decimal>,
}

impl Candidate<'_> {
    /// 10项已完成,其余17项正在推进 for 27项: whether it and what is left make up a target.
    fn adds_up(&self, target: &Prepared) -> bool {
        let whole = |left: &Decimal| self.amount.value.checked_add(*left);
        let mut wholes = self.left.iter().filter_map(whole);
        wholes.any(|whole| target.is(whole, &self.amount.unit))
    }

    /// 建设体育场所和便民设施2项任务全部完成: whether it counts tasks that are named before it.
    fn counts_tasks(&self) -> bool {
        self.after
            .starts_with_one(&["任务全部", "任务已", "工作已"])
    }
}

/// An amount with the target that it fits best.
#[derive(Clone, Copy)]
struct Pick<'p> {
    targets: &'p Targets<'p>,
    of: &'p Candidate<'p>,
    index: usize,
    target: &'p Prepared<'p>,
    /// Pairs of the words around the amount, and of its sentence up to it.
    near: &'p [Pair],
    far: &'p [Pair],
    score: usize,
    /// How many pairs and other signs speak for the target.
    shared: usize,
    /// No other target can be measured so.
    alone: bool,
    /// The units are the same.
    exact: bool,
    /// Its words do not name what is counted.
    nameless: bool,
    /// The stated percentage fits the target.
    told: bool,
    /// Its words have something of the title.
    related: bool,
}

impl<'p> Pick<'p> {
    fn new(
        targets: &'p Targets<'p>,
        of: &'p Candidate<'p>,
        (near, far): (&'p [Pair], &'p [Pair]),
        best: &Best,
    ) -> Self {
        let target = &targets.list[best.index];
        let title = targets.title();
        Self {
            targets,
            of,
            index: best.index,
            target,
            near,
            far,
            score: best.score,
            shared: best.shared,
            alone: best.fitting == 1,
            exact: same_unit(&of.amount.unit, &target.amount.unit),
            nameless: of.table
                || says_nothing(of.near)
                    && (says_nothing(of.far)
                        || common(far, title) > 0
                        || of.near.has(any_of!["合计", "共计", "总计"])),
            told: of
                .percent
                .is_some_and(|p| agrees(p, of.amount.value, target.amount.value)),
            // 审核通过并放贷1.1亿元 for 发放贷款1亿元.
            related: of.again
                || of.dimension == Some(Dimension::Money)
                    && targets.only_sum().is_some()
                    && of.near.has(PAID)
                    && targets.title_words.has(PAID)
                || best.shared > 0
                || common(near, title) > 0
                || common(far, title) > 0,
        }
    }

    /// Whether the stated percentage has two decimals, and is that of the target to all of them.
    fn fits_finely(&self) -> bool {
        let fine = self.of.percent.filter(|p| p.scale() >= 2);
        let computed = percent_of(self.of.amount.value, self.target.amount.value);
        fine.zip(computed)
            .is_some_and(|(stated, computed)| (computed - stated).abs() < Decimal::new(1, 2))
    }

    /// The amount counts towards the target.
    fn reach(&self, link: Link, reason: &'static str) -> Decision {
        Decision {
            target: Some(self.index),
            link,
            reason,
            shared: common(self.near, self.target.pairs()),
            exact: self.exact,
            told: self.told,
            misfit: !self.told && self.of.percent.is_some(),
            step: self.told && self.of.step,
            whole: self.of.adds_up(self.target),
        }
    }
}

impl Targets<'_> {
    /// An amount in the unit of the first target that measures the same quantity; none where one
    /// is counted in its own unit, or none can be compared.
    pub fn in_their_unit(&self, amount: &Amount) -> Option<Amount> {
        let units = || self.list.iter().map(|t| &t.amount.unit);
        if units().any(|unit| same_unit(unit, &amount.unit)) {
            return None;
        }
        units().find_map(|unit| {
            let within = |value| convert(value, &amount.unit, unit);
            Some(Amount {
                value: within(amount.value)?,
                value_max: match amount.value_max {
                    Some(max) => Some(within(max)?),
                    None => None,
                },
                unit: unit.clone(),
                qualifier: amount.qualifier,
            })
        })
    }

    /// Decides the target of an amount.
    pub fn decide(&self, of: &Candidate) -> Decision {
        let (near, far) = (pairs(of.near), pairs(of.far));
        let best = match self.best(of, &near, &far) {
            Ok(best) => best,
            Err(reason) => {
                return self
                    .as_many_works(of)
                    .unwrap_or_else(|| Decision::none(Link::Open, reason));
            }
        };
        let pick = Pick::new(self, of, (&near, &far), &best);
        // 拆除违建12个,占60% may fit a target by chance: what speaks against it is heard first.
        let heard = Pick {
            // 36.5平方公里,占91.25% of 40: to two decimals, hardly by chance.
            told: pick.told && (!of.bare_percent || of.of_plan || pick.fits_finely())
                || pick.exact && of.adds_up(pick.target),
            ..pick
        };
        match AGAINST.iter().find_map(|reason| reason(&heard)) {
            Some(reason) => (!pick.exact)
                .then(|| self.as_many_works(of))
                .flatten()
                .unwrap_or_else(|| Decision::none(Link::Open, reason)),
            None => pick.decide(),
        }
    }

    /// 民生路、通园街等4项工程全部完工 for 断头路4条: as many works as one target counts.
    fn as_many_works(&self, of: &Candidate) -> Option<Decision> {
        let works = matches!(of.amount.unit.as_str(), "项" | "个")
            && of.after.starts_with_one(&[
                "工程",
                "项目",
                "改造项目",
                "改造工程",
                "建设项目",
                "建设工程",
            ])
            && of.ended
            && of.amount.value > Decimal::ONE;
        let mut equal = self.list.iter().enumerate().filter(|(_, t)| {
            let counted = t.dimension == Some(Dimension::Count);
            counted && t.amount.value == of.amount.value && !t.part
        });
        let (index, _) = works.then(|| equal.next())??;
        equal.next().is_none().then(|| Decision {
            target: Some(index),
            ..Decision::none(Link::Likely, "数值与目标相同，单位可以对应")
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::read_in_2024 as read;
    use shishi_domain::Link;

    fn check(title: &str, narrative: &str, want: &[(Option<usize>, Link)]) {
        let got: Vec<_> = read(title, narrative)
            .actuals
            .iter()
            .map(|a| (a.target, a.link))
            .collect();
        assert_eq!(got, want, "{narrative}");
    }

    #[test]
    fn money_paid_out_or_granted_is_no_investment() {
        let link = |title: &str, narrative: &str| {
            let reading = crate::read(&crate::Item {
                title,
                narrative,
                year: Some(2024),
                as_of: None,
            });
            reading.actuals.last().and_then(|actual| actual.target)
        };
        let title = "实施养老保险工程，年度计划投资40000万元";
        assert_eq!(link(title, "发放养老金32.26万人、21732万元"), None);
        assert_eq!(link(title, "今年以来落实中央政府投资407万元"), None);
        assert_eq!(link(title, "完成投资21732万元"), Some(0));
        assert_eq!(link("发放补助4亿元", "发放补助2.1亿元"), Some(0));
    }

    #[test]
    fn unit_name_and_verb_decide() {
        check(
            "新增电梯400台，完工200台",
            "新增81台，完工52台",
            &[(Some(0), Link::Certain), (Some(1), Link::Certain)],
        );
        check(
            "促进就业不少于1.2万人次",
            "促进3285名群众就业",
            &[(Some(0), Link::Certain)],
        );
        check("文化活动1300场", "参与群众6万人次", &[(None, Link::Open)]);
    }

    #[test]
    fn another_act_or_a_narrower_rate_is_at_most_likely() {
        for (title, narrative) in [
            ("改造供水管网30公里", "供水管网探漏28公里"),
            ("新建农村公路50公里", "农村公路安装护栏32公里"),
            ("新建农村公路50公里", "农村公路绿化36公里"),
            ("建设高标准农田5万亩", "高标准农田种植水稻4.6万亩"),
            ("建设高标准农田5万亩", "高标准农田完成土地流转4.6万亩"),
            ("整治黑臭水体5条", "黑臭水体水质监测5条"),
            ("食品抽检合格率98%", "校园食品抽检合格率96.2%"),
            ("垃圾无害化处理率100%", "生活垃圾无害化处置率100%"),
        ] {
            check(title, narrative, &[(Some(0), Link::Likely)]);
        }
        for (title, narrative) in [
            ("改造供水管网30公里", "供水管网更换28公里"),
            ("新建农村公路50公里", "农村公路完工36公里"),
            ("建设高标准农田5万亩", "高标准农田建设4.6万亩"),
            ("整治黑臭水体5条", "黑臭水体治理5条"),
            ("食品抽检合格率98%", "全市食品抽检合格率98.2%"),
        ] {
            check(title, narrative, &[(Some(0), Link::Certain)]);
        }
    }

    #[test]
    fn the_only_one_of_its_unit_is_at_most_likely_where_it_asks_for_another_act() {
        let title = "改造小区10个、加装电梯200部";
        check(title, "已改造3部", &[(None, Link::Open)]);
        check(title, "已改造150部", &[(Some(1), Link::Likely)]);
        check(title, "已加装150部", &[(Some(1), Link::Certain)]);
        check(
            "改造小区10个，加装电梯200部",
            "已改造150部",
            &[(Some(1), Link::Likely)],
        );
        check(
            "改造供水管网60公里、路灯40盏",
            "已改造30盏",
            &[(Some(1), Link::Certain)],
        );
        check(
            "改造老旧小区187个,涉及29342户",
            "已改造3046户",
            &[(Some(1), Link::Certain)],
        );
    }

    #[test]
    fn a_step_is_not_the_end() {
        check(
            "改造配电台区5000个",
            "已有891个配电台区开工",
            &[(None, Link::Open)],
        );
        check(
            "开工改造小区1500个",
            "已开工小区1110个",
            &[(Some(0), Link::Certain)],
        );
        check("改造小区20个", "4个小区完成招商", &[(None, Link::Open)]);
    }

    #[test]
    fn other_things_and_earlier_steps_count_towards_nothing() {
        for (title, narrative) in [
            ("新增达标小区210个", "建成70个分类亭"),
            ("改建少年宫13家", "13家点位均已敲定"),
            ("建设停车位8000个", "自行车345个点位规划已完成"),
            ("治理40个村", "40个村全部完成施工图设计"),
            ("打造示范村8个", "已启动项目46个"),
            ("实施项目70项", "69个项目达序时进度"),
            ("发放消费券1亿元", "拉动消费4.3亿元"),
            ("建设高标准农田5万亩", "完成土地平整3.2万亩"),
        ] {
            check(title, narrative, &[(None, Link::Open)]);
        }
        check(
            "续建项目171项",
            "续建项目已复工164项",
            &[(Some(0), Link::Certain)],
        );
    }

    #[test]
    fn what_is_only_added_signed_or_of_one_thing_is_left_open() {
        check(
            "公办园学位扩充至1800个",
            "新增学位900个",
            &[(Some(0), Link::Likely)],
        );
        for (title, narrative) in [
            ("煤改电4500户", "签订协议4500户"),
            (
                "建设停车场泊位600个",
                "2个停车场（泊位640个）已取得规划许可证",
            ),
            ("建设卫生院7所", "4所改建项目和4所迁建项目主体基本完工"),
            ("建设养老服务中心3个", "选址已确定，东街2个、西街1个"),
            ("新建项目182个", "新建项目182个，已全部开工"),
            ("建成幸福村28个", "幸福村累计实施项目113个"),
            ("投入30亿元", "水厂总投资2.5亿元，累计完成投资6000万元"),
            ("实施12个任务村全覆盖", "超市：7个村已投入使用"),
            (
                "疏浚65条中沟，疏浚105个村庄的河道",
                "70个村行动起来，疏浚河道221条",
            ),
            ("抽检4000批次，食品处置率100%", "合格率98.05%"),
            ("棚改新开工14万套，新筹集公租房2916套", "公租房已开工308套"),
            ("改造道路160条、414公里", "开工42条121.5公里"),
            ("新建污水设施12个标段", "化粪池2个，完成总工程量约60%"),
            ("新建口袋公园60个", "口袋公园总数升至390个"),
            ("新建小学3所、中学2所", "共建成3所"),
            ("新建公厕20座，改造公厕30座", "新改建公厕37座"),
            ("新建体育公园1个", "建成篮球场2个、足球场1个"),
            ("举办演出200场", "已安排演出180场"),
            ("培训1万名", "已有8600名学生报名"),
            ("安装路灯500盏", "路灯损坏400盏"),
            ("新建学校5所", "布局规划调整，关停学校4所"),
            ("引进人才100名", "人才流失80名"),
            ("新建学校15所", "近三年建成学校12所"),
            ("新建学校15所", "2021年以来累计建成学校12所"),
            ("新建公厕10座", "现有公厕8座"),
            ("改造小区20个", "拆除违建12个，占60%"),
            ("改造公厕20座，改造旧房50户", "旧房改造中，凉亭12座已完工"),
            ("改造危房31000户", "入住5795户"),
            ("农村幸福院400个", "新建养老机构11所，占年度任务110%"),
        ] {
            let reading = read(title, narrative);
            let linked = reading.actuals.iter().any(|a| a.target.is_some());
            assert!(!linked, "{narrative}: {:?}", reading.actuals);
        }
        // Begun, where the title names no end.
        check(
            "教育建设重点项目9个",
            "9个项目均已开工",
            &[(Some(0), Link::Likely)],
        );
        check(
            "民生类重点项目93项",
            "7个项目建成投用，36个项目新开工",
            &[(Some(0), Link::Likely), (Some(0), Link::Likely)],
        );
        check(
            "免费复明手术1万名",
            "累计8878例",
            &[(Some(0), Link::Likely)],
        );
        check(
            "水利投资项目155个",
            "已开工123个，开工率79%；完工5个",
            &[(Some(0), Link::Likely), (Some(0), Link::Certain)],
        );
        check(
            "打通东风路等4条断头路，改造路口10处",
            "东风路、西街4项工程全部完工",
            &[(Some(0), Link::Likely)],
        );
        check(
            "新建和改造公园17处",
            "新建11处、改造6处",
            &[(Some(0), Link::Certain), (Some(0), Link::Certain)],
        );
        check(
            "新建小学3所、中学2所",
            "共建成3所，其中小学2所、中学1所",
            &[
                (None, Link::Open),
                (Some(0), Link::Likely),
                (Some(1), Link::Certain),
            ],
        );
        check(
            "新建充电桩1000个",
            "累计建成充电桩5230个，其中今年新建876个",
            &[(None, Link::Open), (Some(0), Link::Certain)],
        );
        check(
            "普及率达到95%",
            "普及率由年初的92.7%提高到94.2%",
            &[(Some(0), Link::Certain)],
        );
        check(
            "新建幼儿园6所",
            "新建幼儿园6所，目前4所完工",
            &[(Some(0), Link::Certain)],
        );
        check(
            "免费体检3万人",
            "全区老年人4.2万人，已体检2.13万人",
            &[(Some(0), Link::Certain)],
        );
        check(
            "新建停车场10个",
            "完成建设8个，正在建设2个",
            &[(Some(0), Link::Certain)],
        );
        check(
            "培训教师20人",
            "参训女教师12人，占60%",
            &[(Some(0), Link::Likely)],
        );
        check(
            "供水工程52处",
            "33处年度建设任务已完成",
            &[(Some(0), Link::Likely)],
        );
        check(
            "改善5所高中、15所薄弱学校条件",
            "4所高中、14所薄弱学校已竣工",
            &[(Some(0), Link::Certain), (Some(1), Link::Certain)],
        );
        check(
            "抽检量4批次/千人，药品抽检800批次",
            "抽检完成3.3批次/千人；药品抽检763批次",
            &[(Some(0), Link::Certain), (Some(1), Link::Certain)],
        );
    }

    #[test]
    fn the_second_of_a_list_bears_the_words_of_the_first() {
        check(
            "培训5000人次，发放贷款2亿元",
            "发放贷款63笔、4260万元",
            &[(None, Link::Open), (Some(1), Link::Certain)],
        );
    }

    #[test]
    fn the_percentage_stated_tells() {
        check(
            "引才聚才25万人",
            "集聚各类人才21.49万人，占年计划的86%",
            &[(Some(0), Link::Certain)],
        );
    }
}
